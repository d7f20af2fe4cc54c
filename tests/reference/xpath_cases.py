"""Recorded cases of the ODK dialect of XPath, made into records of answers.

The cases come from the test suite of ODK Web Forms (getodk/web-forms, Apache-2.0); they are
not part of this project and are looked for beside it.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from xml.dom import minidom
from zoneinfo import ZoneInfo

from diogel.surveys.expressions.environment import Environment
from diogel.surveys.expressions.evaluation import value_at
from diogel.surveys.expressions.record import Entry
from diogel.surveys.expressions.values import to_number, to_text, to_truth

CASES = (
    Path(__file__).resolve().parents[2].parent
    / "shared"
    / "data"
    / "conformance"
    / "xpath_cases.jsonl"
)
PHOENIX = ZoneInfo("America/Phoenix")
RECORDED = datetime(2026, 11, 21, 20, 45, 36, tzinfo=PHOENIX)  # when the cases were recorded
KINDS = ("boolean", "number", "string", "rounded")
OTHER_AXES = "ancestor|attribute|descendant|following|namespace|preceding"
OUTSIDE = re.compile(
    rf"@|\bcomment\(|processing-instruction\(|\|(?=[^'\"]*$)|\b(?:{OTHER_AXES})(?:-[a-z-]+)?::"
    r"|namespace-uri|\b(?:id|lang|area|distance|geofence|digest|base64-decode|jr:itext)\("
)


@dataclass(frozen=True)
class Case:
    """One recorded case: an expression at a place in a document, and what it comes to."""

    key: str
    source: dict

    def passes(self) -> bool:
        return self._agrees(self.value())

    def value(self) -> object:
        source = self.source
        top, here, lists = _record(source["xml"], source["root"], source["ctx"])
        env = Environment(top, {}, lists, PHOENIX, RECORDED)
        value = value_at(self.source["expr"], env, here)
        if self.source["kind"] == "boolean":
            return to_truth(value)
        return to_text(value) if self.source["kind"] == "string" else to_number(value, PHOENIX)

    def _agrees(self, value: object) -> bool:
        expected = self.source["expected"]
        if self.source["kind"] not in ("number", "rounded"):
            return value == expected
        wanted = float(expected)
        if math.isnan(wanted) or math.isinf(wanted):
            return math.isnan(value) if math.isnan(wanted) else value == wanted
        if self.source["kind"] == "rounded":
            factor = self.source["factor"]
            return (
                math.floor(value * factor + 0.5) / factor
                == math.floor(wanted * factor + 0.5) / factor
            )
        return value == wanted


@cache
def _record(xml: str, root: str, context: str | None) -> tuple[Entry, Entry, dict[str, Entry]]:
    """The top of the record that a case is about, the entry it is asked at, and its lists."""
    document = minidom.parseString(xml)
    made = {document: Entry("")}
    for child in document.childNodes:
        _add(child, made[document], made)
    top = made[document]
    if root != "/":
        top = Entry("")
        for child in _node(document, root).childNodes:
            _add(child, top, made)
    instances = {}
    for element in document.getElementsByTagName("instance"):
        if element.hasAttribute("id"):
            instances[element.getAttribute("id")] = made[element]
    return top, made[_node(document, context)] if context else top, instances


def _add(node: minidom.Node, parent: Entry, made: dict[minidom.Node, Entry]) -> None:
    if node.nodeType in (node.TEXT_NODE, node.CDATA_SECTION_NODE):
        made[node] = parent.add("", node.data)
    elif node.nodeType == node.ELEMENT_NODE:
        only_text = [c for c in node.childNodes if c.nodeType != node.TEXT_NODE] == []
        made[node] = entry = parent.add(node.localName or node.tagName)
        if only_text and len(node.childNodes) == 1:
            entry.text = node.firstChild.data
            made[node.firstChild] = entry
        else:
            for child in node.childNodes:
                _add(child, entry, made)


def _node(document: minidom.Document, context: str) -> minidom.Node:
    node = document
    for place in re.findall(r"node\(\)\[(\d+)\]", context):
        node = node.childNodes[int(place) - 1]
    return node


def cases() -> Iterator[Case]:
    """The cases that the dialect of surveys covers."""
    seen = dict[str, int]()
    for line in CASES.read_text("utf-8").splitlines():
        source = json.loads(line)
        key = f"{source['file']}: {source['test']}: {source['expr']}"
        seen[key] = seen.get(key, 0) + 1
        if (
            source["kind"] in KINDS
            and not source["customNs"]
            and not OUTSIDE.search(source["expr"])
        ):
            yield Case(f"{key} ({seen[key]})", source)
