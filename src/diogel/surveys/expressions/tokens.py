"""An expression's text as tokens, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diogel.surveys.expressions.errors import ExpressionError

LONGEST = 20_000  # [characters] far beyond any real rule

_START = re.compile(
    r"(?P<reference>\$\{\s*[^{}\s]+\s*\})"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)"
    r"|(?P<symbol>!=|<=|>=|//|::|\.\.|[=<>()\[\]+,\-*/.])"
)
# After a value only an operator can come, so `1div 2` is read as XPath 1.0 readers do.
_AFTER_VALUE = re.compile(r"(?P<operator>or|and|div|mod|!=|<=|>=|[=<>+\-*])")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; `kind` is "end" after the last."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Just after its last character."""
        return self.start + len(self.text)


def tokens(text: str, most: int) -> list[Token]:
    """The tokens of an expression, `most` at the most, and one that marks the end."""
    if len(text) > LONGEST:
        raise ExpressionError(LONGEST + 1, text[LONGEST : LONGEST + 12], "too-long")
    found, at, end = list[Token](), 0, len(text.rstrip())
    while True:
        at = _end(_SPACE, text, at)
        if at >= end:
            break
        token = _token(text, at, after_value=bool(found) and _ends_value(found[-1]))
        if len(found) == most:
            raise ExpressionError(at + 1, token.text, "too-long")
        found.append(token)
        at = token.end
    found.append(Token("end", "", end))
    return found


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _token(text: str, at: int, *, after_value: bool) -> Token:
    match = (_AFTER_VALUE.match(text, at) if after_value else None) or _START.match(text, at)
    if match is None or match.lastgroup is None:
        raise ExpressionError(at + 1, text[at : at + 12])
    kind = match.lastgroup
    return Token(kind, match.group(kind), at)


def _ends_value(token: Token) -> bool:
    """Whether a value ends with this token, so that an operator must come next."""
    if token.kind in ("reference", "number", "text", "name"):
        return True
    return token.kind in ("symbol", "operator") and (
        token.text in (")", "]", ".", "..") or (token.kind == "symbol" and token.text == "*")
    )
