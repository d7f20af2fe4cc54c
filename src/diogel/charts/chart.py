"""A finished chart in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diogel.charts.palette import CONFIG
from diogel.core import Language

# Welsh and English write numbers alike; given here so that nothing is left to the host.
_NUMBERS = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""]}


class DrawingUnavailable(RuntimeError):
    """The drawing library cannot be loaded on this machine."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart in one language.

    `spec` is Vega-Lite, or for a picture of our own what is drawn, as data; `svg` the picture;
    `description` says in words what the picture shows.
    """

    spec: dict[str, Any]
    svg: str
    title: str
    description: str
    language: Language


def complete_spec(body: dict[str, Any]) -> dict[str, Any]:
    """A specification with the house's letters and colours."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": CONFIG,
        "padding": 4,
        "autosize": {"type": "pad", "contains": "padding"},
        **body,
    }


def draw(spec: dict[str, Any]) -> str:
    """The SVG of a specification."""
    try:
        import vl_convert
    except ImportError as error:
        raise DrawingUnavailable("vl-convert") from error
    return str(vl_convert.vegalite_to_svg(spec, format_locale=_NUMBERS))
