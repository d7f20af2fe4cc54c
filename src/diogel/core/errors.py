"""Exceptions for when the work cannot go on; each is told to the person without a traceback."""

from __future__ import annotations

from collections.abc import Iterable

from diogel.core.problem import Problem


class DiogelError(Exception):
    """Something to explain to the person. Any other exception is our own fault."""


class Refused(DiogelError):
    """The input cannot be used; `problems` says why, all of it at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(problem.code for problem in self.problems))

    def __reduce__(self) -> tuple[type[Refused], tuple[tuple[Problem, ...]]]:
        """Made again from its problems, in whatever process it is told."""
        return type(self), (self.problems,)
