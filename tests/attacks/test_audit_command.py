"""`diogel disclosure audit`, and the build that asks the same auditor."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from editions import change, change_figure, copied, published

from diogel.cli.app import main
from diogel.core import Refused
from diogel.workspace import build, open_workspace


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["disclosure", "audit", *map(str, words)])
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_what_was_built_is_safe_and_says_so(
    demo_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = run(capsys, "--workspace", demo_workspace)

    assert code == 0
    assert "out/surveys/workforce-2021/default" in said
    assert "Nothing that is hidden can be worked out." in said


@pytest.mark.parametrize(
    ("language", "words"), [("en", "anybody can work it out"), ("cy", "gall unrhyw un ei gyfrifo")]
)
def test_a_leak_ends_with_one_and_is_explained_in_the_language_asked_for(
    demo_workspace: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
    words: str,
) -> None:
    leaky = copied(published(demo_workspace), tmp_path / "leaky")
    target = leaky.targets()[0]
    mark = re.compile(rf'(<td[^>]*data-figure="{re.escape(target.id)}"[^>]*>)\[c\]')
    page = leaky.folder / "report.cy.html"
    change(page, lambda text: mark.sub(rf"\g<1>{target.numerator}", text))

    code, said, _ = run(
        capsys, leaky.folder, "--workspace", demo_workspace, "--iaith", language, "--json"
    )

    assert code == 1
    (folder,) = json.loads(said)
    told = next(f for f in folder["findings"] if f["cell"] == leaky.cell(target))
    assert (told["lower"], told["upper"]) == (target.numerator, target.numerator)
    assert words in told["said"]
    assert "report.cy.html" in told["facts"][0]


def test_an_earlier_edition_that_showed_more_is_found(
    demo_workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = published(demo_workspace)
    earlier = copied(now, tmp_path / "earlier")
    target = now.targets()[0]
    count = str(target.numerator)
    change_figure(earlier.folder / "figures.csv", target.id, numerator=count, status="observed")

    code, said, _ = run(
        capsys, now.folder, "--earlier", earlier.folder, "--workspace", demo_workspace, "--json"
    )

    assert code == 1
    assert now.cell(target) in {found["cell"] for found in json.loads(said)[0]["findings"]}


def test_two_waves_read_together_give_nothing_away(
    demo_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    surveys = demo_workspace / "out" / "surveys"
    folders = [surveys / name / "default" for name in ("workforce-2021", "baseline-2021")]

    code, _, _ = run(capsys, *folders, "--workspace", demo_workspace)

    assert code == 0


def test_a_folder_that_is_no_output_is_refused(
    demo_workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = run(capsys, tmp_path, "--workspace", demo_workspace)

    assert code == 1
    assert "figures.csv" in told


def test_a_build_that_would_leak_stops_and_leaves_the_outputs_alone(
    demo_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diogel.workspace import building

    target = published(demo_copy).targets()[0]
    whole = building._write_tables

    def leaking(edition: object, folder: Path) -> None:
        whole(edition, folder)  # type: ignore[arg-type]
        page = folder / "report.en.html"
        said = f"<p><!-- {target.id}: {target.numerator} --></p></main>"
        page.write_text(page.read_text(encoding="utf-8").replace("</main>", said), encoding="utf-8")

    monkeypatch.setattr(building, "_write_tables", leaking)
    out = demo_copy / "out" / "surveys" / "workforce-2021" / "default"
    before = (out / "report.en.html").read_bytes()
    with pytest.raises(Refused) as refused:
        build(open_workspace(demo_copy), only="workforce-2021", policy="default", again=True)

    assert {problem.code for problem in refused.value.problems} == {"disclosure.inferable"}
    assert (out / "report.en.html").read_bytes() == before
    assert not list(out.parent.glob(".making-*"))


def test_an_output_without_its_workspace_is_refused(
    demo_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "taken"
    shutil.copytree(demo_copy / "out" / "surveys" / "baseline-2021", folder)
    for wave in (demo_copy / "surveys").iterdir():
        shutil.rmtree(wave)

    code, _, told = run(capsys, folder, "--workspace", demo_copy)

    assert code == 1
    assert "no survey in this workspace" in told
