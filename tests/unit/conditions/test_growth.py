"""How far a school can grow: the whole numbers worked out are those that counting one by one finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.conditions.growth import Growth, growth, with_more
from core.conditions.resource_needs import exact_needs, unread_needs
from core.plan.standards import Standard
from tests.support.schools.school_rows import standard, threshold

LAND, FLOOR, STAFF = ("conditions", "campus_area"), ("conditions", "building_area"), ("teachers", "full_time")
STUDENTS = ("conditions", "students")
EACH = threshold("floor_each", "at_least", 20, "building_area", "students")
RULES = standard(
    threshold("campus", "at_least", 40_000, "campus_area"),
    threshold("campus_each", "at_least", 33, "campus_area", "students"),
    EACH,
    threshold("staff", "at_most", 18, "students", "full_time"),
)


def grown(more: int = 45, rules: Standard = RULES, **values: float) -> Growth:
    has = {key: values[name] for name, key in (("land", LAND), ("floor", FLOOR), ("staff", STAFF)) if name in values}
    found = growth({**has, STUDENTS: values["students"]}, exact_needs(rules, "general", monitored_only=True), more)
    assert found is not None
    return found


def test_the_scarcest_resource_decides_how_many_more_fit() -> None:
    # 46,200 m² of land carry 1,400 students, 26,000 m² of floor 1,300, 70 teachers 1,260.
    found = grown(land=46_200, floor=26_000, staff=70, students=1_200)
    assert found.room == 60
    assert [column.item for column in found.binding] == ["staff"]
    assert found.broken == ()


def test_a_school_exactly_at_a_threshold_meets_it_and_one_student_more_breaks_it() -> None:
    full = grown(more=1, land=46_200, floor=28_000, staff=100, students=1_400)
    assert full.room == 0
    assert {column.item for column in full.binding} == {"campus_each", "floor_each"}
    assert {(column.item, column.needed) for column in full.broken} == {("campus_each", 33), ("floor_each", 20)}
    # 18 students a teacher: 360 students need 20 teachers and 361 need 21.
    assert [column.needed for column in grown(more=0, staff=20, students=360).columns] == [0]
    assert [column.needed for column in grown(more=1, staff=20, students=360).columns] == [1]


def test_what_is_short_today_is_no_news_with_more_students_and_gives_a_negative_room() -> None:
    found = grown(more=45, land=46_200, floor=20_000, staff=100, students=1_200)
    assert found.room == -200
    floor = next(column for column in found.columns if column.item == "floor_each")
    assert (floor.most, floor.short, floor.needed) == (1_000, 4_000, 4_900)
    assert found.broken == ()


def test_a_column_that_does_not_depend_on_students_limits_nothing() -> None:
    found = grown(land=39_999.5, students=1_000)
    campus = next(column for column in found.columns if column.item == "campus")
    assert (campus.most, campus.short, campus.needed) == (None, 1, 1)
    assert found.room == 212  # 39,999.5 m² carry 1,212 students at 33 m²


def test_what_is_not_known_is_left_out_and_said() -> None:
    needs = exact_needs(RULES, "general", monitored_only=True)
    found = growth({STUDENTS: 100.0, STAFF: 10.0}, needs, 0)
    assert found is not None
    assert [column.item for column in found.columns] == ["staff"]
    assert found.unknown == ("campus", "campus_each", "floor_each")
    assert found.unknown_limits == ("campus_each", "floor_each")  # the whole campus asks nothing of their number
    assert found.is_at_most
    assert with_more(found, 45).unknown == found.unknown
    assert growth({STAFF: 10.0}, needs, 0) is None


def test_a_room_is_exact_where_only_a_column_without_students_is_unknown() -> None:
    rules = standard(threshold("campus", "at_least", 40_000, "campus_area"), EACH)
    found = growth({STUDENTS: 100.0, FLOOR: 2_200.0}, exact_needs(rules, "general", monitored_only=True), 0)
    assert found is not None
    assert (found.room, found.unknown, found.is_at_most) == (10, ("campus",), False)


def test_what_no_copy_shows_of_a_class_leaves_the_room_open() -> None:
    rules = standard(
        {**EACH, "school_class": "skilled_worker"},
        threshold("staff", "at_most", 20, "students", "full_time", school_class="general"),
        threshold("teachers", "at_least", 60, "full_time", school_class="general"),
        unread=[{"school_class": "skilled_worker", "items": ["staff", "teachers"]}],
    )
    unread = unread_needs(rules, "skilled_worker", monitored_only=True)
    assert unread == (("staff", True), ("teachers", False))
    needs = exact_needs(rules, "skilled_worker", monitored_only=True)
    found = growth({STUDENTS: 900.0, FLOOR: 20_000.0, STAFF: 20.0}, needs, 0, unread)
    assert found is not None
    assert (found.room, found.is_at_most, found.unknown_limits) == (100, True, ("staff",))


@given(
    land=st.integers(0, 9_000).map(lambda tenths: tenths / 10),
    staff=st.integers(0, 9),
    students=st.integers(1, 60),
    more=st.integers(0, 40),
    each=st.sampled_from([0.3, 7, 12.5, 33]),
    shared=st.sampled_from([3, 4.5, 7, 18]),
)
def test_the_room_is_what_adding_students_one_by_one_finds(
    land: float, staff: int, students: int, more: int, each: float, shared: float
) -> None:
    rules = standard(
        threshold("land", "at_least", each, "campus_area", "students"),
        threshold("staff", "at_most", shared, "students", "full_time"),
    )

    def holds(number: int) -> bool:
        # In tenths, where every number here is whole.
        enough_land = round(land * 10) >= round(each * 10) * number
        return enough_land and number * 10 <= round(shared * 10) * staff

    most = 0
    while holds(most + 1):
        most += 1
    found = grown(more, rules, land=land, staff=staff, students=students)
    assert found.room == most - students
    needs = {column.item: column.needed for column in found.columns}
    wanted = 0
    while round(land * 10) + 10 * wanted < round(each * 10) * (students + more):
        wanted += 1
    assert needs["land"] == wanted
    hired = 0
    while (students + more) * 10 > round(shared * 10) * (staff + hired):
        hired += 1
    assert needs["staff"] == hired
