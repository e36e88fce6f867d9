"""Which task or safeguard is meant by what people type."""

import pytest

from core.tasks.task_numbers import Reference, nearest, reference_in


@pytest.mark.parametrize(
    "text",
    [
        "9",
        "９",
        " 9 ",
        "任务9",
        "任务 ９",
        "task 9",
        "Task9",
        "TASK 9",
        "第9项",
        "第9项任务",
        "9号",
        "No. 9",
        "#9",
        "009",
    ],
)
def test_a_task_by_its_number(text: str) -> None:
    assert reference_in(text) == Reference(9)


@pytest.mark.parametrize(
    "text", ["保障1", "保障措施1", "保障 １", "safeguard 1", "Safeguards1", "第1项保障措施", "保障第1项"]
)
def test_a_safeguard_by_its_place(text: str) -> None:
    assert reference_in(text) == Reference(1, is_safeguard=True)


@pytest.mark.parametrize("text", ["", "任务", "双师型教师", "9.5", "-9", "9a", "任务九十九点", "保障"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert reference_in(text) is None


@pytest.mark.parametrize(("number", "near"), [(99, 26), (0, 1), (14, 13), (2, 1)])
def test_the_nearest_number_is_named_of_two_the_lower(number: int, near: int) -> None:
    assert nearest(number, [1, 3, 13, 15, 26]) == near


def test_without_numbers_none_is_near() -> None:
    assert nearest(1, []) is None
