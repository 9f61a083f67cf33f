"""Does the history of a body read in order, with the names of each day and the numbers of the decisions?"""

from datetime import date

import pytest

from tests.cast import NOW
from tests.factories import BodyFactory
from unions.history import history_of
from unions.models import ChangedBody, PastName, Placement, Succession, TreeChange, UnionBody

MOVED, RENAMED, ENDED = date(2018, 5, 1), date(2019, 6, 1), date(2025, 7, 1)


@pytest.fixture
def heir(upper_union, kinds):
    return BodyFactory(name="CĐCS xã Phú Lộc", code="xa-phu-loc", kind=kinds["cdcs"], parent=upper_union)


def change(kind, state, body, **columns):
    row = TreeChange.objects.create(
        kind=kind,
        state=state,
        decider=body.parent,
        decision_no="9/QĐ-LĐLĐ",
        decided_on=date(2025, 6, 20),
        effective_on=ENDED,
        recorded_name="Hệ thống",
        recorded_at=NOW,
        taken_at=NOW if state == "taken" else None,
        **{"reason": "Sắp xếp tổ chức.", **columns},
    )
    ChangedBody.objects.create(change=row, body=body, part="old")
    return row


def test_founding_moving_and_renaming_are_told_with_the_names_of_their_days(
    grassroots, upper_union, stranger
):
    PastName.objects.create(
        body=stranger, name="LĐLĐ huyện Châu Phú cũ", code=stranger.code, until_on=RENAMED
    )
    grassroots.placements.update(parent=stranger, until_on=MOVED)
    Placement.objects.create(body=grassroots, parent=upper_union, from_on=MOVED, decision_no="5/QĐ")
    PastName.objects.create(
        body=grassroots, name="CĐCS Xí nghiệp May", code="xi-nghiep-may", until_on=RENAMED, decision_no="7/QĐ"
    )
    assert history_of(grassroots) == [
        (date(2010, 1, 1), "Thành lập CĐCS Xí nghiệp May, trực thuộc LĐLĐ huyện Châu Phú cũ."),
        (MOVED, "Chuyển về trực thuộc LĐLĐ huyện Tịnh Biên theo quyết định số 5/QĐ."),
        (
            RENAMED,
            "Đổi tên CĐCS Xí nghiệp May thành CĐCS Công ty TNHH May Nhà Bàng, đổi mã xi-nghiep-may thành "
            "may-nha-bang theo quyết định số 7/QĐ.",
        ),
    ]


def test_a_merger_stands_in_the_history_of_both(grassroots, heir):
    Succession.objects.create(old=grassroots, new=heir, kind="merge", on=ENDED, decision_no="8/QĐ")
    UnionBody.objects.filter(pk=grassroots.pk).update(state="merged", ended_on=ENDED)
    grassroots.refresh_from_db()
    assert history_of(grassroots)[1:] == [(ENDED, "Sáp nhập vào CĐCS xã Phú Lộc theo quyết định số 8/QĐ.")]
    told = "Nhận CĐCS Công ty TNHH May Nhà Bàng sáp nhập vào theo quyết định số 8/QĐ."
    assert history_of(heir)[1:] == [(ENDED, told)]


def test_what_was_founded_by_a_split_says_from_whom(grassroots, heir):
    UnionBody.objects.filter(pk=heir.pk).update(founded_on=ENDED)
    heir.refresh_from_db()
    Succession.objects.create(old=grassroots, new=heir, kind="split", on=ENDED, decision_no="8/QĐ")
    assert history_of(heir) == [
        (
            ENDED,
            "Thành lập CĐCS xã Phú Lộc từ chia tách CĐCS Công ty TNHH May Nhà Bàng, trực thuộc LĐLĐ huyện Tịnh "
            "Biên theo quyết định số 8/QĐ.",
        )
    ]
    assert history_of(grassroots)[1:] == [(ENDED, "Tách bớt ra CĐCS xã Phú Lộc theo quyết định số 8/QĐ.")]


def test_an_end_without_heir_says_why(grassroots):
    change("dissolve", "taken", grassroots)
    UnionBody.objects.filter(pk=grassroots.pk).update(state="dissolved", ended_on=ENDED)
    grassroots.refresh_from_db()
    assert history_of(grassroots)[1:] == [(ENDED, "Giải thể theo quyết định số 9/QĐ-LĐLĐ: Sắp xếp tổ chức.")]


def test_what_is_planned_stands_last_and_what_was_withdrawn_does_not(grassroots):
    change("end", "planned", grassroots)
    change("rename", "withdrawn", grassroots, plan={"name": "Tên khác"})
    told = "Dự kiến: Kết thúc hoạt động CĐCS Công ty TNHH May Nhà Bàng, theo quyết định số 9/QĐ-LĐLĐ."
    assert history_of(grassroots)[1:] == [(ENDED, told)]


def test_six_queries_however_long_the_history(grassroots, heir, stranger, django_assert_max_num_queries):
    for number, day in enumerate((date(2015, 1, 1), date(2016, 1, 1), date(2017, 1, 1))):
        PastName.objects.create(body=grassroots, name=f"Tên {number}", code="x", until_on=day)
        grassroots.placements.filter(until_on=None).update(until_on=day)
        Placement.objects.create(body=grassroots, parent=stranger, from_on=day)
    change("end", "planned", grassroots)
    with django_assert_max_num_queries(6):
        assert len(history_of(grassroots)) == 8
