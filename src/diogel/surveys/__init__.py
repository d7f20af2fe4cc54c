"""Surveys: questionnaires, their answers, and what was counted from them."""

from diogel.surveys.answer_reading import read_answers, read_conversations
from diogel.surveys.answer_template import write_template
from diogel.surveys.answers import Answers, Conversation, Missing, Response, Value
from diogel.surveys.instrument import Choice, Instrument, Matrix, Question
from diogel.surveys.plan import Plan, read_plan
from diogel.surveys.report import Pair, make_pairs
from diogel.surveys.study import Study, read_study, write_templates
from diogel.surveys.tabulation import tabulate
from diogel.surveys.wave import Wave, read_wave
from diogel.surveys.xlsform import (
    builtin_instrument,
    builtin_instrument_path,
    load_instrument,
    read_instrument,
)

__all__ = [
    "Answers",
    "Choice",
    "Conversation",
    "Instrument",
    "Matrix",
    "Missing",
    "Pair",
    "Plan",
    "Question",
    "Response",
    "Study",
    "Value",
    "Wave",
    "builtin_instrument",
    "builtin_instrument_path",
    "load_instrument",
    "make_pairs",
    "read_answers",
    "read_conversations",
    "read_instrument",
    "read_plan",
    "read_study",
    "read_wave",
    "tabulate",
    "write_template",
    "write_templates",
]
