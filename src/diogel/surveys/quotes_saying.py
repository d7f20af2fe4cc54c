"""What of the bank may be printed: signed off, and with no more under it than the policy lets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from diogel.core import Problem, Refused, Severity
from diogel.disclosure import Attribute, Policy, SignedQuote, in_the_way, sign
from diogel.surveys.answers import Answers
from diogel.surveys.back_coding import code_counts
from diogel.surveys.quotes import Quotation, read_bank


def signed_quotes(
    folder: Path, answers: Answers, policy: Policy
) -> Iterator[tuple[Quotation, SignedQuote]]:
    """The quotations that may be printed, with their lines in the bank.

    One with anything in its way is left out; `not_printed` tells why.

    Raises
    ------
    Refused
        The bank cannot be read, or names an attribute that the questionnaire does not have.
    """
    for quotation in read_bank(folder):
        if any(in_the_way(quotation.draft, quotation.place)):
            continue
        attribute = attribute_of(quotation, answers)
        opinion = quotation.opinion
        yield (
            quotation,
            sign(quotation.draft, quotation.place, policy, attribute=attribute, opinion=opinion),
        )


def attribute_of(quotation: Quotation, answers: Answers) -> Attribute | None:
    """What would stand under a quotation, with how many responses share it; None for nothing.

    It is a choice of a question and never a free text, so that it can be counted: "a respondent
    from a rural authority" may be one of two.
    """
    if not quotation.attribute:
        return None
    name, _, code = quotation.attribute.partition("=")
    known = name in answers.instrument
    question = answers.instrument.question(name) if known else None
    if question is None or code not in question.codes:
        found, expected = quotation.attribute[:40], "sector=local_authority"
        raise Refused([Problem("quotes.attribute", quotation.place, found, expected)])
    return Attribute(question.choice(code).label, code_counts(answers, question)[code])


def not_printed(folder: Path) -> tuple[Problem, ...]:
    """Why each quotation that is not printed is not; for a person to look at."""
    return tuple(
        replace(problem, severity=Severity.LOOK)
        for quotation in read_bank(folder)
        for problem in in_the_way(quotation.draft, quotation.place)
    )
