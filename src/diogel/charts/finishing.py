"""A picture made into a chart: its SVG as it is, its PNG drawn once for each content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from diogel.charts.chart import PNG_SCALE, Chart, DrawingUnavailable, drawer_version, put
from diogel.charts.picture import Picture
from diogel.charts.smaller import smaller
from diogel.core import Language


def finished(
    picture: Picture,
    drawn: dict[str, Any],
    *,
    title: str,
    description: str,
    language: Language,
    cache: Path | None,
) -> Chart:
    """The chart of a picture; `drawn` tells as data what is in it."""
    svg = picture.svg()
    return Chart(drawn, svg, _png(svg, cache), title, description, language)


def _png(svg: str, cache: Path | None) -> bytes:
    if cache is None:
        return _drawn(svg)
    name = hashlib.sha256(f"{drawer_version()}\x00{svg}".encode()).hexdigest()[:32]
    path = cache / f"{name}.png"
    if path.exists():
        return path.read_bytes()
    png = _drawn(svg)
    cache.mkdir(parents=True, exist_ok=True)
    put(path, png)
    return png


def _drawn(svg: str) -> bytes:
    try:
        import vl_convert
    except ImportError as error:
        raise DrawingUnavailable("vl-convert") from error
    return smaller(bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE)))
