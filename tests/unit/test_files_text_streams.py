"""What one pass over a text table tells of its line ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from diogel.files import open_delivery


@pytest.mark.parametrize(
    ("content", "rewritten"),
    [
        (b"a,b\n1,2\n", False),
        (b"a,b\r\n1,2\r\n", False),
        (b"a,b\r\n1,2\n", True),
        (b"a,b\n1,2\r\n", True),
        (b"a,b\r1,2\r", True),
        (b"a,b\r\n" + b"x" * ((1 << 20) - 8) + b",\r\n1,2\r\n", False),
    ],
)
def test_a_table_with_two_kinds_of_line_end_is_made_even(
    tmp_path: Path, content: bytes, rewritten: bool
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    (tmp_path / "scratch").mkdir()

    (member,) = open_delivery(path, tmp_path / "scratch").members

    assert (member.path != path) is rewritten
    assert (b"\r" in member.path.read_bytes()) is (b"\r" in content and not rewritten)
    assert member.path.read_bytes().count(b"\n") in (1, 2) or not rewritten
