"""Surveys: questionnaires, their answers, and what was counted from them."""

from diogel.surveys.answer_comparing import Comparison, compare_answers
from diogel.surveys.answer_reading import read_answers, read_conversations
from diogel.surveys.answer_template import write_template
from diogel.surveys.answers import Answers, Conversation, Instance, Missing, Response, Value
from diogel.surveys.coding_work import Coding, CountChange, start_coding, take_coding
from diogel.surveys.imports import Imported, Mapping, import_answers
from diogel.surveys.instrument import Choice, Instrument, Matrix, Question
from diogel.surveys.plan import Plan, read_plan
from diogel.surveys.printed_form import printed_forms, write_printed_forms
from diogel.surveys.quotes import Quotation, read_bank, write_bank
from diogel.surveys.quotes_sheet import write_sheet
from diogel.surveys.quotes_taking import TakenQuotes, survey_of, take_sheet
from diogel.surveys.report import Pair, make_pairs
from diogel.surveys.study import Study, read_study, write_templates
from diogel.surveys.tabulation import tabulate
from diogel.surveys.translation_taking import Taken, take_translation
from diogel.surveys.translation_workbook import write_translation
from diogel.surveys.wave import Wave, read_wave
from diogel.surveys.xlsform import (
    builtin_instrument,
    builtin_instrument_path,
    load_instrument,
    read_instrument,
)
from diogel.surveys.xlsform_writing import write_xlsform

__all__ = [
    "Answers",
    "Choice",
    "Coding",
    "Comparison",
    "Conversation",
    "CountChange",
    "Imported",
    "Instance",
    "Instrument",
    "Mapping",
    "Matrix",
    "Missing",
    "Pair",
    "Plan",
    "Question",
    "Quotation",
    "Response",
    "Study",
    "Taken",
    "TakenQuotes",
    "Value",
    "Wave",
    "builtin_instrument",
    "builtin_instrument_path",
    "compare_answers",
    "import_answers",
    "load_instrument",
    "make_pairs",
    "printed_forms",
    "read_answers",
    "read_bank",
    "read_conversations",
    "read_instrument",
    "read_plan",
    "read_study",
    "read_wave",
    "start_coding",
    "survey_of",
    "tabulate",
    "take_coding",
    "take_sheet",
    "take_translation",
    "write_bank",
    "write_printed_forms",
    "write_sheet",
    "write_template",
    "write_templates",
    "write_translation",
    "write_xlsform",
]
