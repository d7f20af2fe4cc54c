"""Surveys: questionnaires, their answers, and what was counted from them."""

from diogel.surveys.answer_reading import read_answers, read_conversations
from diogel.surveys.answer_template import write_template
from diogel.surveys.answers import Answers, Conversation, Missing, Response, Value
from diogel.surveys.instrument import Choice, Instrument, Matrix, Question
from diogel.surveys.xlsform import builtin_instrument, load_instrument, read_instrument

__all__ = [
    "Answers",
    "Choice",
    "Conversation",
    "Instrument",
    "Matrix",
    "Missing",
    "Question",
    "Response",
    "Value",
    "builtin_instrument",
    "load_instrument",
    "read_answers",
    "read_conversations",
    "read_instrument",
    "write_template",
]
