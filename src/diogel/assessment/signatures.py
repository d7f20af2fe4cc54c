"""Who signed what: a contribution's release, with an organisation and a day."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diogel.assessment.sections import Held
from diogel.core import Language, Place, Problem, Refused
from diogel.files import write_atomically

FILE = "signatures.toml"


@dataclass(frozen=True, slots=True)
class Signature:
    """One organisation's word for one release of a part; `by` is a post or an organisation."""

    part: str
    language: Language
    release: str
    by: str
    on: date


def read_signatures(folder: Path) -> tuple[Signature, ...]:
    """Every signature, in the order they were given; Refused when the file cannot be read."""
    try:
        raw = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        return tuple(
            Signature(each["part"], each["language"], each["release"], each["by"], each["on"])
            for each in raw.get("signature", ())
        )
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, TypeError) as error:
        place = Place(file=FILE)
        raise Refused(
            [
                Problem(
                    "assessment.section-unreadable",
                    place,
                    str(error),
                    "part, language, release, by, on",
                )
            ]
        ) from error


def sign_section(
    folder: Path, held: Held, part: str, language: Language, by: str, on: date
) -> None:
    """Sign what holds of a part; Refused when nobody wrote it."""
    text = held.of(part, language)
    if text is None:
        raise Refused([Problem("assessment.part-unwritten", Place(file=part), part)])
    signed = [*read_signatures(folder), Signature(part, language, text.release, by, on)]
    lines: list[str] = []
    for each in signed:
        lines += ["[[signature]]", f"part = {json.dumps(each.part)}"]
        lines += [
            f"language = {json.dumps(each.language)}",
            f"release = {json.dumps(each.release)}",
        ]
        lines += [f"by = {json.dumps(each.by, ensure_ascii=False)}", f"on = {each.on}", ""]
    with write_atomically(folder / FILE) as temporary:
        temporary.write_text("\n".join(lines), encoding="utf-8", newline="\n")
