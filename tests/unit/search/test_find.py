"""What is found for what was typed: names, numbers, pinyin whole, by first sounds and mixed, words, and near misses."""

from __future__ import annotations

import pytest

from core.search.entries import Entry, Index, Kind
from core.search.find import find
from core.search.near_misses import MOST_NEAR, near_misses
from core.search.plain_text import plain
from core.search.readings import readings


def entry(kind: Kind, title: str, *names: str, numbers: tuple[str, ...] = (), text: str = "") -> Entry:
    return Entry(kind, title, "", "page", names=names, numbers=numbers, text=text)


INDEX = Index(
    (
        entry(Kind.TASK, "任务9 双师型教师", "双师型教师", "Dual-qualified teachers", numbers=("9", "任务9", "task 9")),
        entry(Kind.TASK, "任务90 校长", "校长", "Head teachers", numbers=("90", "任务90", "task 90")),
        entry(Kind.SAFEGUARD, "保障1 组织领导", "组织领导", numbers=("保障1", "safeguard 1")),
        entry(Kind.SCHOOL, "行知职业学校", "Xingzhi vocational school", numbers=("500110-sv-a",)),
        entry(Kind.SCHOOL, "长乐中学", "Changle school"),
        entry(Kind.SCHOOL, "<img src=x onerror=alert(1)>学校"),
        entry(Kind.SCHOOL, "绿水技校"),
        entry(Kind.CLAUSE, "一(三)", text="到2025年，双师型教师占专业课教师的比例不低于60%。"),
        entry(Kind.INDICATOR, "职业培训人次", "Training person-times", text="全年培训的人次，一人多次计多次。"),
    )
)


def titles(typed: str) -> list[str]:
    return [hit.entry.title for found in find(INDEX, typed) for hit in found.hits]


def best(typed: str) -> tuple[str, str]:
    """The first title found and the part that matched."""
    hit = find(INDEX, typed)[0].hits[0]
    return hit.entry.title, hit.matched


@pytest.mark.parametrize("typed", ["9", "９", "任务9", "任务 9", "任務9", "task 9", "Task9", "TASK 9"])
def test_a_task_is_found_first_by_its_number_however_it_is_written(typed: str) -> None:
    assert titles(typed)[0] == "任务9 双师型教师"


def test_a_number_finds_what_is_called_so_and_no_longer_text_with_that_digit() -> None:
    assert titles("9") == ["任务9 双师型教师", "任务90 校长"]
    assert titles("保障1") == titles("safeguard 1") == ["保障1 组织领导"]
    assert titles("500110-SV-A") == ["行知职业学校"]
    assert titles("27") == []


@pytest.mark.parametrize(
    ("typed", "title", "matched"),
    [
        ("ssx", "任务9 双师型教师", "双师型"),
        ("shuangshixing", "任务9 双师型教师", "双师型"),
        ("shuangshix", "任务9 双师型教师", "双师型"),
        ("ShuangShi Xing", "任务9 双师型教师", "双师型"),
        ("shuang'shi'xing", "任务9 双师型教师", "双师型"),
        ("双shi型", "任务9 双师型教师", "双师型"),
        ("zhiye", "职业培训人次", "职业"),
        ("zhyxx", "行知职业学校", "职业学校"),
        ("zyxx", "行知职业学校", "职业学校"),
        ("xingzhizhiye", "行知职业学校", "行知职业"),
        ("changle", "长乐中学", "changle"),
        ("lvshui", "绿水技校", "绿水"),
        ("lushui", "绿水技校", "绿水"),
    ],
)
def test_a_name_is_found_by_pinyin_whole_by_first_sounds_and_mixed(typed: str, title: str, matched: str) -> None:
    assert best(typed) == (title, matched)


@pytest.mark.parametrize("typed", ["hangzhi", "xingzhi", "hengzhi", "zhangle", "changyue", "jiaozhang", "xiaochang"])
def test_a_character_with_several_readings_is_found_by_each(typed: str) -> None:
    assert titles(typed) != []


def test_every_reading_of_a_character_is_known_and_letters_have_none() -> None:
    assert {"xing", "hang", "heng"} <= set(readings("行"))
    assert readings("a") == readings("9") == readings("，") == ()


def test_words_of_letters_are_found_where_a_word_begins_in_any_order() -> None:
    assert titles("teachers") == ["任务90 校长", "任务9 双师型教师"]  # the shorter name first
    assert titles("TEACHERS dual") == ["任务9 双师型教师"]
    assert titles("ｄｕａｌ") == ["任务9 双师型教师"]
    assert titles("dual-qualified") == titles("dual qualified") == ["任务9 双师型教师"]
    assert titles("ualified") == []


def test_a_name_comes_before_the_words_of_a_clause_and_these_are_found_too() -> None:
    assert [found.kind for found in find(INDEX, "双师型教师")] == [Kind.TASK, Kind.CLAUSE]
    assert titles("不低于60%") == ["一(三)"]
    assert titles("专业课 比例") == ["一(三)"]


def test_full_width_traditional_and_invisible_characters_are_read_as_seen() -> None:
    assert titles("長樂")[:1] == []  # 樂 is not among the words of forms
    assert titles("職業學校") == ["行知职业学校"]
    assert titles("行知\u200b职业") == ["行知职业学校"]


def test_a_name_that_looks_like_markup_is_a_name() -> None:
    assert titles("onerror") == titles("<img") == ["<img src=x onerror=alert(1)>学校"]


@pytest.mark.parametrize("typed", ["", "   ", "，。", "🙂", "\x00", "qqqqqq", "x" * 500, "zh" * 300])
def test_nothing_is_found_for_what_is_no_name_and_nothing_breaks(typed: str) -> None:
    assert find(INDEX, typed) == ()
    assert near_misses(INDEX, typed) == ()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("双师行", "任务9 双师型教师"),  # of the same sound
        ("双师型教练员", "任务9 双师型教师"),  # most signs
        ("techers", "任务9 双师型教师"),
        ("dual techers", "任务9 双师型教师"),
        ("shaungshi", "任务9 双师型教师"),  # exchanged letters
        ("zhiyie", "行知职业学校"),  # a letter too many
    ],
)
def test_where_nothing_matches_the_nearest_is_offered(typed: str, title: str) -> None:
    assert find(INDEX, typed) == ()
    near = near_misses(INDEX, typed)
    assert title in [hit.entry.title for found in near for hit in found.hits]


def test_not_many_near_misses_are_offered() -> None:
    many = Index(tuple(entry(Kind.SCHOOL, f"双师型学校{number}") for number in range(50)))
    assert sum(len(found.hits) for found in near_misses(many, "双师行")) == MOST_NEAR


def test_an_index_of_nothing_finds_nothing() -> None:
    assert find(Index(()), "双师") == near_misses(Index(()), "shuang") == ()


def test_a_text_is_compared_without_case_width_and_punctuation() -> None:
    assert plain("“双师型” 教师（ＡＢ-c）") == "双师型教师ab c"
    assert plain("Dual–Qualified  Teachers") == "dual qualified teachers"
