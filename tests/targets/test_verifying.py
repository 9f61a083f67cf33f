"""What the upper union makes of declared results: verified, adjusted, rated, judged or sent back."""

import pytest

from emulation import closing
from targets import verifying
from targets.declaring import declare, save_results
from targets.models import Result, ResultPart
from targets.verifying import send_back, verify, verify_many
from tests.factories import BodyFactory
from tests.targets.result_cast import *  # noqa: F403
from tests.targets.results import AT, SHORT, indicator_of, report_campaign, send_all, unit_of
from unions.errors import NotAllowed, OutOfScope
from unions.models import LedgerEntry
from unions.quantities import SCALE


@pytest.fixture
def campaign(upper_union, officer, grassroots):
    return report_campaign(upper_union, officer, [grassroots])


@pytest.fixture
def unit(campaign, phase, chair):
    """The unit after it sent everything."""
    unit = unit_of(campaign)
    send_all(unit, phase, chair)
    return unit


def row_of(unit, kind):
    return Result.objects.get(participant=unit, indicator=indicator_of(unit.campaign, kind))


def last():
    return LedgerEntry.objects.newest_first()[0]


# Verify ---------------------------------------------------------------------------------------------------------------


def test_verify_accepts_everything_declared(unit, phase, officer):
    rows = verify(unit, phase, by=officer, at=AT)
    assert len(rows) == 12
    assert {(row.state, row.verified_by_id, row.verified_at) for row in rows} == {
        ("verified", officer.user.pk, AT)
    }
    assert (last().act, last().body) == ("verifying.verify", unit.body)
    assert (
        last().sentence == f"{officer.name} duyệt 12 kết quả Giai đoạn 1 của CĐCS Công ty TNHH May Nhà Bàng."
    )


def test_verify_twice_is_refused(unit, phase, officer):
    verify(unit, phase, by=officer, at=AT)
    with pytest.raises(verifying.NothingDeclared):
        verify(unit, phase, by=officer, at=AT)


def test_adjusting_keeps_what_was_declared(unit, phase, officer):
    share = indicator_of(unit.campaign, "quantity_share")
    change = {share.pk: {"num": 27 * SCALE, "reason": "Một người trùng tên"}}
    verify(unit, phase, by=officer, at=AT, adjustments=change)
    row = row_of(unit, "quantity_share")
    assert (row.num, row.den, row.declared_num, row.declared_den) == (270_000, 340_000, 280_000, 340_000)
    assert (row.adjusted_reason, row.state) == ("Một người trùng tên", "verified")
    assert "“85% nữ đạt danh hiệu” từ 28/34 thành 27/34 (Một người trùng tên)" in last().sentence


def test_adjusting_gives_a_number_to_what_had_none(unit, phase, officer):
    rating = indicator_of(unit.campaign, "rating_share")
    verify(
        unit, phase, by=officer, at=AT, adjustments={rating.pk: {"num": SCALE, "reason": "Theo quyết định"}}
    )
    assert "từ chưa có số thành 1" in last().sentence


def test_second_adjustment_still_knows_the_declared_number(unit, phase, officer, chair):
    count = indicator_of(unit.campaign, "count")
    row = row_of(unit, "count")
    Result.objects.filter(pk=row.pk).update(declared_num=7)
    verify(unit, phase, by=officer, at=AT, adjustments={count.pk: {"num": SCALE, "reason": "Bổ sung"}})
    assert row_of(unit, "count").declared_num == 7


def test_adjusting_without_reason_changes_nothing(unit, phase, officer):
    share = indicator_of(unit.campaign, "quantity_share")
    with pytest.raises(verifying.ReasonNeeded):
        verify(unit, phase, by=officer, at=AT, adjustments={share.pk: {"num": 1, "reason": " "}})
    with pytest.raises(verifying.ReasonTooLong):
        verify(unit, phase, by=officer, at=AT, adjustments={share.pk: {"num": 1, "reason": "a" * 301}})
    assert row_of(unit, "quantity_share").num == 28 * SCALE


def test_adjusting_a_strange_line_is_refused(unit, phase, officer):
    with pytest.raises(verifying.StrangeLine):
        verify(unit, phase, by=officer, at=AT, adjustments={0: {"num": 1, "reason": "a"}})


def test_rating_is_entered_by_the_reviewer(unit, phase, officer):
    rating = indicator_of(unit.campaign, "rating_share")
    verify(unit, phase, by=officer, at=AT, ratings={rating.pk: "good"})
    row = row_of(unit, "rating_share")
    assert (row.rating, row.cell, row.state) == ("good", "value", "verified")
    assert "xếp loại hoàn thành tốt nhiệm vụ" in last().sentence


def test_rating_may_come_after_the_rest_was_verified_but_not_twice(unit, phase, officer):
    rating = indicator_of(unit.campaign, "rating_share")
    verify(unit, phase, by=officer, at=AT)
    assert verify(unit, phase, by=officer, at=AT, ratings={rating.pk: "good"}) == []
    with pytest.raises(verifying.StrangeLine):
        verify(unit, phase, by=officer, at=AT, ratings={rating.pk: "excellent"})


def test_rating_belongs_to_rated_lines(unit, phase, officer):
    with pytest.raises(verifying.StrangeLine):
        verify(unit, phase, by=officer, at=AT, ratings={indicator_of(unit.campaign, "count").pk: "good"})
    with pytest.raises(verifying.StrangeLine):
        verify(unit, phase, by=officer, at=AT, ratings={0: "good"})


def test_reviewer_judges_the_quality_part(unit, phase, officer):
    part = indicator_of(unit.campaign, "composite").parts.get(judged_by_reviewer=True)
    verify(unit, phase, by=officer, at=AT, judgements={part.pk: SCALE})
    assert ResultPart.objects.get(part=part).num == SCALE
    assert "“Thỏa ước đạt chất lượng”: đạt" in last().sentence
    with pytest.raises(verifying.StrangeLine):
        verify(unit, phase, by=officer, at=AT, judgements={part.pk: 0})


def test_judgement_of_a_part_of_the_unit_is_refused(unit, phase, officer):
    part = indicator_of(unit.campaign, "composite").parts.get(position=1)
    with pytest.raises(verifying.StrangeLine):
        verify(unit, phase, by=officer, at=AT, judgements={part.pk: 0})


def test_poor_quality_is_told(unit, phase, officer):
    part = indicator_of(unit.campaign, "composite").parts.get(judged_by_reviewer=True)
    verify(unit, phase, by=officer, at=AT, judgements={part.pk: 0})
    assert "“Thỏa ước đạt chất lượng”: chưa đạt" in last().sentence


def test_what_changed_since_it_was_read_is_not_verified(unit, phase, officer):
    seen = {row.pk: row.edition for row in Result.objects.declared()}
    Result.objects.filter(pk=row_of(unit, "count").pk).update(edition=9)
    with pytest.raises(verifying.NotAsRead):
        verify(unit, phase, by=officer, at=AT, seen=seen)
    assert len(verify(unit, phase, by=officer, at=AT, seen=seen | {row_of(unit, "count").pk: 9})) == 12


def test_closed_books_refuse_every_answer(unit, phase, officer, leader_of):
    closing.close_books(phase, by=leader_of(unit.campaign.organiser), at=AT)
    for answer in (
        lambda: verify(unit, phase, by=officer, at=AT),
        lambda: verify_many([unit], phase, by=officer, at=AT),
        lambda: send_back(unit, phase, by=officer, at=AT, reason="Muộn"),
    ):
        with pytest.raises(verifying.BooksClosed):
            answer()


@pytest.mark.parametrize(
    "act",
    [
        lambda unit, phase, by: verify(unit, phase, by=by, at=AT),
        lambda unit, phase, by: verify_many([unit], phase, by=by, at=AT),
        lambda unit, phase, by: send_back(unit, phase, by=by, at=AT, reason="Xem lại"),
    ],
)
def test_only_the_upper_union_answers(unit, phase, chair, officer_of, stranger, act):
    with pytest.raises(NotAllowed, match="công đoàn cấp trên"):
        act(unit, phase, chair)
    with pytest.raises(OutOfScope):
        act(unit, phase, officer_of(stranger))
    assert Result.objects.declared().count() == 12


# Many -----------------------------------------------------------------------------------------------------------------


def test_many_units_are_verified_except_ones_own(upper_union, officer, kinds, chair_of, leader_of):
    bodies = [BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(3)]
    campaign = report_campaign(upper_union, officer, bodies, indicators=SHORT)
    phase, indicator = campaign.phases.get(number=1), campaign.indicators.get()
    units = list(campaign.participants.select_related("campaign", "body").order_by("pk"))
    for unit, by in zip(units, (chair_of(bodies[0]), officer, chair_of(bodies[2])), strict=True):
        save_results(unit, phase, {indicator.pk: {"num": SCALE}}, by=by, at=AT)
        if unit != units[2]:
            declare(unit, phase, by=by, at=AT, received_at=AT)
    assert verify_many(units, phase, by=officer, at=AT) == [units[0]]
    assert "duyệt 1 kết quả" in last().sentence
    assert verify_many(units, phase, by=officer, at=AT) == []
    assert verify_many(units, phase, by=leader_of(upper_union), at=AT) == [units[1]]


# Send back ------------------------------------------------------------------------------------------------------------


def test_flagged_lines_alone_reopen(unit, phase, officer):
    count = indicator_of(unit.campaign, "count")
    (row,) = send_back(unit, phase, by=officer, at=AT, reason="Bổ sung", lines={count.pk: "Thiếu danh sách"})
    assert (row.state, row.return_reason) == ("returned", "Thiếu danh sách (Bổ sung)")
    assert Result.objects.declared().count() == 11
    assert last().act == "verifying.send_back"
    assert last().sentence.endswith("của CĐCS Công ty TNHH May Nhà Bàng: Bổ sung")


def test_without_flags_everything_reopens_with_the_reason(unit, phase, officer):
    rows = send_back(unit, phase, by=officer, at=AT, reason=" Báo cáo lại ")
    assert {(row.state, row.return_reason) for row in rows} == {("returned", "Báo cáo lại")}
    with pytest.raises(verifying.NothingDeclared):
        send_back(unit, phase, by=officer, at=AT, reason="Lần nữa")


def test_return_needs_a_reason_of_bearable_length(unit, phase, officer):
    with pytest.raises(verifying.ReasonNeeded):
        send_back(unit, phase, by=officer, at=AT, reason="  ")
    with pytest.raises(verifying.ReasonTooLong):
        send_back(unit, phase, by=officer, at=AT, reason="a" * 301)
    with pytest.raises(verifying.StrangeLine):
        send_back(unit, phase, by=officer, at=AT, reason="a", lines={0: ""})
    assert Result.objects.declared().count() == 12
