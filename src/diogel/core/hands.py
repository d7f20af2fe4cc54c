"""Other processes that help this one: each starts fresh and does what it is asked, one by one.

Not `multiprocessing`: that runs the program again which started it, so that a plain script
without a guard would start itself; and a copy of this process would hold its threads' locks.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from diogel.core.errors import Refused
from diogel.core.problem import Problem

_ROOT = Path(__file__).resolve().parents[2]
LOST = "workspace.process-lost"
_PATIENCE = 5
"""How long one that is told to end may put away what it holds. [seconds]"""
_SERVE = "from diogel.core.hands import serve; serve({!r})"


class Hand:
    """Another process of the same Python, with the same room for imports.

    It is asked one thing at a time, by a function that a module has by name; what is given and
    what comes back can be pickled. It ends with whoever started it. Where it ended before that,
    killed or out of memory, whoever asks it is Refused. `knowing` is a module that it reads in
    at once, before it is asked.
    """

    def __init__(self, knowing: str = "") -> None:
        given = os.environ.get("PYTHONPATH")
        path = os.pathsep.join([str(_ROOT), *([given] if given else [])])
        # -P: nothing is imported from the folder in which somebody works.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVE.format(knowing)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )

    def ask(self, do: Callable[..., Any], *given: object) -> None:
        """Let it begin; every question has its answer fetched before the next."""
        try:
            pickle.dump((do, given), self._pipe(self._process.stdin), pickle.HIGHEST_PROTOCOL)
            self._pipe(self._process.stdin).flush()
        except OSError as error:
            raise Refused([Problem(LOST)]) from error

    def answer(self) -> Any:
        """What came of the last question: waited for, and raised where it is an exception."""
        try:
            found, value = pickle.load(self._pipe(self._process.stdout))  # noqa: S301  (our own)
        except (EOFError, pickle.UnpicklingError, OSError) as error:
            raise Refused([Problem(LOST)]) from error
        if not found:
            raise value
        return value

    def __enter__(self) -> Hand:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Whatever it still does is not wanted any more; what it holds it puts away."""
        self._process.terminate()
        try:
            self._process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    @staticmethod
    def _pipe(stream: Any) -> BinaryIO:
        pipe: BinaryIO = stream
        return pipe


def serve(knowing: str) -> None:
    """Answer what is asked on the standard input, until it ends."""
    # Whoever stops the work stops the process that asked; it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    # What anything prints must not fall among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if knowing:
        import_module(knowing)
    while True:
        try:
            do, given = pickle.load(sys.stdin.buffer)  # noqa: S301  (from the one who started us)
        except EOFError:
            return
        pickle.dump(_done(do, given), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _end(number: int, frame: object) -> None:  # noqa: ARG001  (as signals are told)
    """End as a program ends, so that folders of its own are taken away."""
    sys.exit(number)


def _done(do: Callable[..., Any], given: tuple[object, ...]) -> tuple[bool, Any]:
    try:
        return True, do(*given)
    except Exception as error:
        return False, error


def hands_there_are() -> int:
    """How many processes this machine runs at once."""
    return os.cpu_count() or 1
