"""Other processes that help: what they answer, and what becomes of one that is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diogel.core import Refused
from diogel.core.hands import Hand
from diogel.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[2]


def test_it_answers_one_question_after_the_other_from_another_process() -> None:
    with Hand() as hand:
        hand.ask(os.getpid)
        first = hand.answer()
        hand.ask(sorted, [3, 1, 2])

        assert hand.answer() == [1, 2, 3]
        hand.ask(os.getpid)
        assert hand.answer() == first != os.getpid()


def test_more_than_a_pipe_holds_goes_both_ways() -> None:
    much = "ŵ" * 5_000_000

    with Hand() as hand:
        hand.ask(str.upper, much)

        assert hand.answer() == much.upper()


def test_what_it_raises_is_raised_and_it_lives_on() -> None:
    with Hand() as hand:
        hand.ask(int, "three")
        with pytest.raises(ValueError, match="three"):
            hand.answer()

        hand.ask(int, "3")
        assert hand.answer() == 3


def test_problems_come_across_as_problems(tmp_path: Path) -> None:
    with Hand() as hand:
        hand.ask(open_workspace, tmp_path)
        with pytest.raises(Refused) as refused:
            hand.answer()

    with pytest.raises(Refused) as here:
        open_workspace(tmp_path)
    assert refused.value.problems == here.value.problems != ()


def test_what_it_prints_does_not_fall_among_the_answers() -> None:
    with Hand() as hand:
        hand.ask(print, "words", "that", "are", "no", "answer")
        assert hand.answer() is None
        hand.ask(os.system, "echo more of them")

        assert hand.answer() == 0


def test_one_that_was_ended_from_outside_is_told_in_words() -> None:
    with Hand() as hand:
        hand.ask(os._exit, 1)
        with pytest.raises(Refused) as refused:
            hand.answer()

    assert [problem.code for problem in refused.value.problems] == ["workspace.process-lost"]


def test_asking_one_that_is_gone_is_told_too() -> None:
    with Hand() as hand:
        hand.ask(os._exit, 1)
        with pytest.raises(Refused):
            hand.answer()

        with pytest.raises(Refused):
            hand.ask(str.upper, "x" * 1_000_000)


def test_it_ends_with_whoever_asked() -> None:
    with Hand() as hand:
        hand.ask(os.getpid)
        process = hand.answer()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_what_it_holds_is_put_away_when_it_is_not_wanted_any_more(tmp_path: Path) -> None:
    held = (
        "import tempfile, time\n"
        f"with tempfile.TemporaryDirectory(dir={str(tmp_path)!r}):\n"
        "    time.sleep(60)\n"
    )
    begun = time.monotonic()

    with Hand() as hand:
        hand.ask(exec, held)
        while not any(tmp_path.iterdir()) and time.monotonic() - begun < 30:
            time.sleep(0.05)
        assert any(tmp_path.iterdir())

    assert not any(tmp_path.iterdir())


def test_a_plain_script_without_a_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from diogel.core.hands import Hand\n"
        "print('begun')\n"
        "with Hand() as hand:\n"
        "    hand.ask(len, 'four')\n"
        "    print(hand.answer())\n"
    )

    told = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )

    assert (told.stdout.split(), told.stderr) == (["begun", "4"], "")


def test_nothing_is_imported_from_the_folder_in_which_somebody_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('taken from the wrong place')")
    monkeypatch.chdir(tmp_path)

    with Hand() as hand:
        hand.ask(len, "four")

        assert hand.answer() == 4
