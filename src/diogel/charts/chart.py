"""A finished chart, drawn once for each content and kept when the caller gives a cache."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diogel.charts.palette import CONFIG
from diogel.charts.smaller import smaller
from diogel.core import Language

# Welsh and English write numbers alike; given here so that nothing is left to the host.
_NUMBERS = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""]}
PNG_SCALE = 2.0


class DrawingUnavailable(RuntimeError):
    """The drawing library cannot be loaded on this machine."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart in one language.

    `spec` is Vega-Lite, or for a picture of our own what is drawn, as data; `svg` and `png`
    the picture, `png` at twice its size on the page;
    `description` says in words what the picture shows.
    """

    spec: dict[str, Any]
    svg: str
    png: bytes
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


def draw(spec: dict[str, Any], cache: Path | None = None) -> tuple[str, bytes]:
    """The SVG and PNG of a specification, taken from `cache` when it has been drawn before."""
    source = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    if cache is None:
        return _render(spec)
    name = hashlib.sha256(f"{drawer_version()}\x00{source}".encode()).hexdigest()[:32]
    svg_path, png_path = cache / f"{name}.svg", cache / f"{name}.png"
    if svg_path.exists() and png_path.exists():
        return svg_path.read_text(encoding="utf-8"), png_path.read_bytes()
    svg, png = _render(spec)
    cache.mkdir(parents=True, exist_ok=True)
    put(svg_path, svg.encode())
    put(png_path, png)
    return svg, png


def put(path: Path, content: bytes) -> None:
    """Write so that a picture is there whole or not at all."""
    part = path.with_suffix(f"{path.suffix}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


def drawer_version() -> str:
    """The version of the drawing library, empty where there is none."""
    from importlib import metadata

    try:
        return metadata.version("vl-convert-python")
    except metadata.PackageNotFoundError:
        return ""


def _render(spec: dict[str, Any]) -> tuple[str, bytes]:
    try:
        import vl_convert
    except ImportError as error:
        raise DrawingUnavailable("vl-convert") from error
    svg: str = vl_convert.vegalite_to_svg(spec, format_locale=_NUMBERS)
    return svg, smaller(bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE)))
