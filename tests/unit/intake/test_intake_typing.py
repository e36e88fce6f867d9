"""One typing error anywhere in a sound return is told, or at the very least shown among the changes."""

from __future__ import annotations

from functools import cache

from tests.support.intake.typing_errors import Slip, numbers, returned, shares, slips, sound

ERRORS_MADE = 36
TOLD_AT_LEAST = 0.9  # of typing errors that change a number by about a third or more


@cache
def made() -> tuple[Slip, ...]:
    return tuple(slips(14, ERRORS_MADE))


def test_the_sound_return_is_sound() -> None:
    found = returned()
    assert found.merged is not None
    assert not [each for each in found.findings if each.severity == "hard"]
    # One college (and its conditions), one building and one programme that really grew, and three small observations.
    assert {code for code, *_ in sound()} == {"check_jump"}
    assert len(sound()) == 9
    assert {each.dataset for each in numbers()} >= {"enrolment", "training", "conditions", "colleges", "cohorts"}


def test_no_typing_error_passes_unseen() -> None:
    assert [each for each in made() if not (each.told or each.previewed)] == []


def test_nearly_every_typing_error_is_told() -> None:
    by_sheet = shares(list(made()))
    print(by_sheet)
    told = sum(each.told for each in made())
    assert told >= TOLD_AT_LEAST * ERRORS_MADE, by_sheet
