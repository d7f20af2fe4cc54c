"""What is refused keeps its problems wherever it is told."""

import pickle

from diogel.core import Place, Problem, Refused


def test_a_refusal_in_another_process_keeps_every_problem() -> None:
    problems = (Problem("a.b", Place("x.xlsx", row=3), "found"), Problem("c.d"))

    told = pickle.loads(pickle.dumps(Refused(problems)))

    assert told.problems == problems
    assert str(told) == "a.b; c.d"
