"""The linter of questionnaires: everything wrong with a form, in one pass, at its cells."""

from diogel.surveys.linting.linting import lint, once_each, stops

__all__ = ["lint", "once_each", "stops"]
