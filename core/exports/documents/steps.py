"""The steps in which a file is made, told in the same words wherever somebody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from core.language import Texts


class Step(StrEnum):
    """What is being done now, in order."""

    COLLECT = "collect"
    DRAW = "draw"
    RECORD = "record"


Report = Callable[[Step], None]
"""Who is told that a step begins."""
_STEP_TEXT = {
    Step.COLLECT: "document.step.collect",
    Step.DRAW: "document.step.draw",
    Step.RECORD: "document.step.record",
}


def step_words(step: Step, texts: Texts) -> str:
    """A step by its name, its place among the others and how many there are."""
    steps = list(Step)
    return texts("document.step", place=steps.index(step) + 1, of=len(steps), words=texts(_STEP_TEXT[step]))


def silent(_step: Step) -> None:
    """Tells nobody."""
