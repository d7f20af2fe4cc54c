"""The page on the standard names every column of the observations and every field of a measure."""

import tomllib
from pathlib import Path

from diogel.standard import load_definitions, schema, standard_version, tables
from diogel.standard.loading import OWN

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/standard.md").read_text("utf-8")
HOW_TO = (ROOT / "docs/how-to/add-a-measure.md").read_text("utf-8")


def test_every_field_of_a_measures_file_is_named() -> None:
    used = {
        key
        for path in (OWN / "measures").glob("*.toml")
        for key in tomllib.loads(path.read_text(encoding="utf-8"))
    }

    missing = [key for key in used if f"`{key}`" not in PAGE and f"`[[{key}]]`" not in PAGE]

    assert missing == []


def test_every_column_of_the_observations_and_every_table_is_named() -> None:
    names = [*schema("observations").columns, *(table.name for table in tables())]

    missing = [n for n in names if f"`{n}`" not in PAGE and n != "observations"]

    assert missing == []
    assert f"Version {standard_version()}" in PAGE


def test_the_measure_of_the_how_to_page_is_accepted(tmp_path: Path) -> None:
    example = HOW_TO.split("```toml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "measures").mkdir()
    file = tmp_path / "measures" / "street-lights-out.toml"
    file.write_text(example, encoding="utf-8")

    loaded = load_definitions((tmp_path,))

    assert "street-lights-out" in {measure.code for measure in loaded.measures}
