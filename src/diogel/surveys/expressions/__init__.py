"""Expressions of a form, in ODK's dialect of XPath: text, tokens, a typed tree, answers."""

from diogel.surveys.expressions.errors import EvaluationError, ExpressionError
from diogel.surveys.expressions.evaluation import evaluate
from diogel.surveys.expressions.parser import faults, parse, read
from diogel.surveys.expressions.signatures import FUNCTIONS, Signature
from diogel.surveys.expressions.tree import (
    Binary,
    Call,
    Filter,
    Here,
    Literal,
    Negative,
    Node,
    Path,
    Reference,
    Root,
    Step,
    inside,
    references,
    walk,
)

__all__ = [
    "FUNCTIONS",
    "Binary",
    "Call",
    "EvaluationError",
    "ExpressionError",
    "Filter",
    "Here",
    "Literal",
    "Negative",
    "Node",
    "Path",
    "Reference",
    "Root",
    "Signature",
    "Step",
    "evaluate",
    "faults",
    "inside",
    "parse",
    "read",
    "references",
    "walk",
]
