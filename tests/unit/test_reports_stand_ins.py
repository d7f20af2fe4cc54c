"""Pictures kept out of Pandoc's way: the same size, and every one back in its place."""

from __future__ import annotations

import base64
import re

import pytest
from pypandoc import get_pandoc_path

from diogel.reports.package import unpack
from diogel.reports.pandoc import run
from diogel.reports.pixels import pixels
from diogel.reports.stand_ins import StandIns, stand_in

# Pandoc writes where a picture came from into its description, which we replace.
_SOURCE = re.compile(rb'(descr="[^"]*"|data:image[^"]*)')


def picture(wide: int, high: int, ink: str = "#12436D") -> bytes:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
        f'<rect width="{wide}" height="{high}" fill="{ink}"/></svg>'
    )
    return pixels([svg])[0]


def test_what_is_no_png_is_refused() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        stand_in(b"<svg/>")


def test_pictures_of_one_size_have_stand_ins_of_their_own() -> None:
    first, second = picture(30, 20), picture(30, 20, "#801650")

    assert stand_in(first) != stand_in(second)
    assert stand_in(first) == stand_in(first)


@pytest.mark.parametrize("format_", ["docx", "odt"])
def test_each_picture_is_put_back_where_it_stood_and_nothing_else_is_touched(format_: str) -> None:
    assert get_pandoc_path()
    pictures, held = [picture(30, 20), picture(30, 40), picture(30, 20, "#801650")], StandIns()
    whole = [f"data:image/png;base64,{base64.b64encode(png).decode()}" for png in pictures]
    small = [held.source(png) for png in pictures]

    def made(sources: list[str]) -> dict[str, bytes]:
        markdown = "\n\n".join(f"![]({source}){{width=3in}}" for source in sources)
        return unpack(run(["--from=markdown", f"--to={format_}", "--output=-"], markdown))

    before, after = made(whole), held.put_back(made(small))

    body = {"docx": "word/document.xml", "odt": "content.xml"}[format_]
    assert _SOURCE.sub(b"", after[body]) == _SOURCE.sub(b"", before[body])
    names = [name for name in before if name.endswith(".png")]
    assert {name: after[name] for name in names} == {name: before[name] for name in names}
    assert sorted(after[name] for name in names) == sorted(pictures)
