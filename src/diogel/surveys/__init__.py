"""Surveys: questionnaires, their answers, and what was counted from them."""

from diogel.surveys.answers import Answers, Conversation, Missing, Response
from diogel.surveys.instrument import Choice, Instrument, Matrix, Question

__all__ = [
    "Answers",
    "Choice",
    "Conversation",
    "Instrument",
    "Matrix",
    "Missing",
    "Question",
    "Response",
]
