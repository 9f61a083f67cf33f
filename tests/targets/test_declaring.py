"""Entering and sending results: blank is never 0, nothing is overwritten unseen, late is told."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from emulation import closing
from emulation.inviting import release
from emulation.models import PhaseCalendar
from targets import declaring, verifying
from targets.answers import ImpossibleAnswer, Shape, TextTooLong
from targets.declaring import confirm_zero, declare, owes, results_of, save_results
from targets.lateness import LateReasonNeeded, TooLate
from targets.models import Result, ResultPart, ZeroConfirmation
from targets.result_lines import days_of, lines_of
from tests.cast import HANOI
from tests.factories import BlocFactory, BodyFactory
from tests.targets.result_cast import *  # noqa: F403
from tests.targets.results import (
    AT,
    DUE,
    INDICATORS,
    SHORT,
    full_answers,
    indicator_of,
    report_campaign,
    unit_of,
)
from unions.errors import ChangedMeanwhile, NotAllowed, OutOfScope
from unions.models import LedgerEntry
from unions.quantities import SCALE

LATER = DUE + timedelta(seconds=1)


@pytest.fixture
def short(upper_union, officer, grassroots):
    """(unit, phase, indicator) of a campaign with one yes/no line."""
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=SHORT, code="ngan-2021")
    unit = unit_of(campaign)
    return unit, campaign.phases.get(number=1), campaign.indicators.get()


def fill(unit, phase, by):
    save_results(unit, phase, full_answers(unit.campaign), by=by, at=AT)
    confirm_zero(unit, phase, [indicator_of(unit.campaign, "zero").pk], by=by, at=AT)


def the_line(unit, phase, kind, place=0):
    wanted = indicator_of(unit.campaign, kind, place).pk
    return next(line for line in lines_of(unit, phase) if line.indicator.pk == wanted)


def save(unit, phase, by, kind, place=0, **line):
    save_results(unit, phase, {indicator_of(unit.campaign, kind, place).pk: line}, by=by, at=AT)
    return the_line(unit, phase, kind, place)


# Which lines, which shapes --------------------------------------------------------------------------------------------


def test_results_of_blank_unit_are_unsaved_and_missing(unit, phase):
    rows = results_of(unit, phase)
    assert len(rows) == len(INDICATORS)
    assert {row.pk for row in rows.values()} == {None}
    assert {row.cell for row in rows.values()} == {"missing"}
    assert {row.num for row in rows.values()} == {None}
    assert Result.objects.count() == 0


def test_lines_outside_the_scope_are_not_asked(upper_union, officer, grassroots, sectors):
    only_offices = {**INDICATORS[0], "scope": [{"ground": "sector", "sector": sectors["hcsn"]}]}
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=[only_offices, *SHORT])
    unit, phase = campaign.participants.get(), campaign.phases.get(number=1)
    assert list(results_of(unit, phase)) == [campaign.indicators.get(position=2).pk]


def test_unit_covering_several_enterprises_answers_n_of_d(upper_union, officer, grassroots):
    facts = {"enterprises": 3 * SCALE}
    campaign = report_campaign(upper_union, officer, [grassroots], facts=facts)
    unit, phase = campaign.participants.get(), campaign.phases.get(number=1)
    line = the_line(unit, phase, "unit_share", 1)
    assert (line.shape, line.fact) == (Shape.SHARE, 3 * SCALE)
    assert the_line(unit, phase, "unit_share", 0).shape == Shape.YES_NO


def test_number_of_queries_for_lines_is_constant(unit, phase, chair, django_assert_num_queries):
    fill(unit, phase, chair)
    with django_assert_num_queries(4):  # indicators with results, scope rules, parts, evidence
        lines_of(unit, phase, promises=True)


# Entering -------------------------------------------------------------------------------------------------------------


def test_save_keeps_every_kind_of_answer(unit, phase, chair):
    fill(unit, phase, chair)
    lines = {line.indicator.kind: line for line in reversed(lines_of(unit, phase))}
    row = lines["quantity_share"].result
    assert (row.num, row.den, row.cell, row.state) == (28 * SCALE, 34 * SCALE, "value", "open")
    assert lines["done"].result.done_on == date(2021, 3, 20)
    assert lines["narrative"].result.text == "Sinh hoạt đều hằng tháng"
    assert sorted(lines["composite"].parts.values(), key=str) == [(10_000, None), (450_000, 600_000)]
    assert lines["zero"].confirmation.until_on == date(2021, 4, 30)
    assert lines["rating_share"].result.cell == "missing"


def test_zero_is_a_value_and_blank_is_not(unit, phase, chair):
    assert save(unit, phase, chair, "count", num=0).result.cell == "value"
    assert save(unit, phase, chair, "count", num=None).result.cell == "missing"


def test_numerator_alone_stays_a_draft_and_counts_as_missing(unit, phase, chair):
    line = save(unit, phase, chair, "quantity_share", num=5 * SCALE)
    assert (line.result.cell, line.result.num, line.missing) == (
        "missing",
        5 * SCALE,
        "nhập tử số và mẫu số",
    )


def test_nothing_of_nothing_is_none_arisen(unit, phase, chair):
    row = save(unit, phase, chair, "quantity_share", num=0, den=0).result
    assert (row.cell, row.num, row.den) == ("none_arisen", None, None)
    assert save(unit, phase, chair, "change", num=0, den=0).result.cell == "value"


def test_none_arisen_clears_the_numbers(unit, phase, chair):
    save(unit, phase, chair, "quantity_share", num=5 * SCALE, den=6 * SCALE)
    row = save(unit, phase, chair, "quantity_share", num=5 * SCALE, den=6 * SCALE, cell="none_arisen").result
    assert (row.cell, row.num, row.den) == ("none_arisen", None, None)


def test_zero_tolerance_is_not_answered_by_none_arisen(unit, phase, chair):
    with pytest.raises(ImpossibleAnswer, match="xác nhận"):
        save(unit, phase, chair, "zero", cell="none_arisen")


def test_not_applicable_needs_a_reason(unit, phase, chair):
    with pytest.raises(ImpossibleAnswer, match="ghi vì sao"):
        save(unit, phase, chair, "count", cell="not_applicable")
    line = save(unit, phase, chair, "count", cell="not_applicable", reason="  Đơn vị mới thành lập ")
    assert (line.result.reason, line.missing) == ("Đơn vị mới thành lập", "")
    assert save(unit, phase, chair, "count", num=SCALE).result.reason == ""


@pytest.mark.parametrize(
    ("kind", "line", "words"),
    [
        ("count", {"num": -1}, "không thể âm"),
        ("count", {"num": 10**18}, "quá lớn"),
        ("quantity_share", {"num": SCALE, "den": 0}, "mẫu số bằng 0"),
        ("average", {"num": SCALE, "den": 0}, "mẫu số bằng 0"),
        ("unit_share", {"num": 5}, "Có hoặc Không"),
        ("composite", {"parts": {0: (SCALE, None)}}, "không do đơn vị"),
        ("rating_share", {"rating": "best"}, "xếp loại"),
    ],
)
def test_impossible_answers_are_refused_by_name(unit, phase, chair, kind, line, words):
    with pytest.raises(ImpossibleAnswer, match=words) as refused:
        save(unit, phase, chair, kind, **line)
    assert "“" in str(refused.value)
    assert Result.objects.count() == 0


def test_the_unit_does_not_answer_for_the_reviewer(unit, phase, chair):
    judged = indicator_of(unit.campaign, "composite").parts.get(judged_by_reviewer=True)
    with pytest.raises(ImpossibleAnswer, match="không do đơn vị"):
        save(unit, phase, chair, "composite", parts={judged.pk: (SCALE, None)})


def test_rating_known_from_a_decision_may_be_told(unit, phase, chair):
    assert save(unit, phase, chair, "rating_share", rating="good").result.cell == "value"


def test_long_reason_is_refused(unit, phase, chair):
    with pytest.raises(TextTooLong):
        save(unit, phase, chair, "count", cell="not_applicable", reason="a" * 301)
    with pytest.raises(TextTooLong):
        save(unit, phase, chair, "count", num=0, explanation="a" * 301)


def test_line_of_another_campaign_is_refused(unit, phase, chair):
    with pytest.raises(declaring.StrangeLine):
        save_results(unit, phase, {0: {"num": 0}}, by=chair, at=AT)


def test_saving_the_same_again_changes_nothing(unit, phase, chair):
    fill(unit, phase, chair)
    before = LedgerEntry.objects.count()
    assert save_results(unit, phase, full_answers(unit.campaign), by=chair, at=AT) == []
    assert LedgerEntry.objects.count() == before
    assert set(Result.objects.values_list("edition", flat=True)) == {1}


def test_parts_are_replaced(unit, phase, chair):
    fill(unit, phase, chair)
    first = indicator_of(unit.campaign, "composite").parts.get(position=1)
    line = save(unit, phase, chair, "composite", parts={first.pk: (0, None)})
    assert (line.parts, line.result.cell, line.missing) == (
        {first.pk: (0, None)},
        "missing",
        "trả lời đủ từng phần",
    )
    assert ResultPart.objects.count() == 1


def test_saving_names_old_and_new_in_the_ledger(unit, phase, chair):
    save(unit, phase, chair, "count", num=3 * SCALE)
    save(unit, phase, chair, "count", num=5 * SCALE)
    entry = LedgerEntry.objects.newest_first()[0]
    assert entry.act == "declaring.save_results"
    assert "“Phát triển trên 1.500 đoàn viên” từ 3 thành 5" in entry.sentence
    assert entry.topic == unit.campaign.topic


def test_ledger_counts_what_it_does_not_name(unit, phase, chair):
    save_results(unit, phase, full_answers(unit.campaign), by=chair, at=AT)
    sentence = LedgerEntry.objects.newest_first()[0].sentence
    assert "và 8 chỉ tiêu khác" in sentence
    assert "từ chưa có thành có" in sentence


def test_ledger_tells_words_and_states(unit, phase, chair):
    save(unit, phase, chair, "narrative", text="Họp tổ hằng tháng")
    save(unit, phase, chair, "narrative", cell="none_arisen")
    assert "từ Họp tổ hằng tháng thành không phát sinh" in LedgerEntry.objects.newest_first()[0].sentence
    save(unit, phase, chair, "rating_share", rating="good")
    assert "thành hoàn thành tốt nhiệm vụ" in LedgerEntry.objects.newest_first()[0].sentence


# Two tabs, two people -------------------------------------------------------------------------------------------------


def test_line_changed_elsewhere_is_not_overwritten(unit, phase, chair):
    count = indicator_of(unit.campaign, "count")
    save(unit, phase, chair, "count", num=3 * SCALE)
    with pytest.raises(ChangedMeanwhile, match="Phát triển") as refused:
        save_results(unit, phase, {count.pk: {"num": 9 * SCALE}}, by=chair, at=AT, seen={count.pk: 0})
    assert refused.value.data["indicators"] == [count]
    assert the_line(unit, phase, "count").result.num == 3 * SCALE


def test_old_tab_may_save_what_it_does_not_change(unit, phase, chair):
    count, money = indicator_of(unit.campaign, "count"), indicator_of(unit.campaign, "money_share")
    save(unit, phase, chair, "count", num=3 * SCALE)
    lines = {count.pk: {"num": 3 * SCALE}, money.pk: {"num": 5, "den": 10}}
    changed = save_results(unit, phase, lines, by=chair, at=AT, seen={count.pk: 0, money.pk: 0})
    assert [row.indicator for row in changed] == [money]


# Zero tolerance -------------------------------------------------------------------------------------------------------


def test_confirmation_says_who_when_and_which_days(unit, phase, chair):
    zero = indicator_of(unit.campaign, "zero")
    (confirmation,) = confirm_zero(unit, phase, [zero.pk], by=chair, at=AT)
    assert (confirmation.by, confirmation.name, confirmation.at) == (chair.user, chair.name, AT)
    assert (confirmation.from_on, confirmation.until_on) == (date(2021, 1, 1), date(2021, 4, 30))
    line = the_line(unit, phase, "zero")
    assert (line.result.num, line.result.cell, line.missing) == (0, "value", "")
    sentence = LedgerEntry.objects.newest_first()[0].sentence
    assert "không để xảy ra “không để xảy ra tai nạn" in sentence
    assert sentence.endswith("từ 01/01/2021 đến 30/04/2021.")


def test_confirmation_never_speaks_of_days_to_come_and_is_renewed_when_sent(upper_union, officer, grassroots):
    zero = next(row for row in INDICATORS if row["kind"] == "zero")
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=[zero])
    unit, phase = campaign.participants.get(), campaign.phases.get(number=1)
    early = datetime(2021, 3, 20, 8, 0, tzinfo=HANOI)
    sender = officer
    confirm_zero(unit, phase, [campaign.indicators.get().pk], by=sender, at=early)
    assert ZeroConfirmation.objects.get().until_on == date(2021, 3, 20)
    declare(unit, phase, by=sender, at=AT, received_at=AT)
    assert ZeroConfirmation.objects.get().until_on == date(2021, 4, 30)


def test_confirming_twice_writes_once(unit, phase, chair):
    zero = [indicator_of(unit.campaign, "zero").pk]
    confirm_zero(unit, phase, zero, by=chair, at=AT)
    before = LedgerEntry.objects.count()
    confirm_zero(unit, phase, zero, by=chair, at=AT)
    assert LedgerEntry.objects.count() == before


def test_occurrence_refuses_the_confirmation_and_removes_an_earlier_one(unit, phase, chair):
    zero = indicator_of(unit.campaign, "zero")
    confirm_zero(unit, phase, [zero.pk], by=chair, at=AT)
    line = save(unit, phase, chair, "zero", num=SCALE)
    assert (line.confirmation, line.missing) == (None, "ghi ngắn gọn vụ việc vào ô Giải trình")
    with pytest.raises(declaring.HasOccurrences):
        confirm_zero(unit, phase, [zero.pk], by=chair, at=AT)
    assert save(unit, phase, chair, "zero", num=SCALE, explanation="Ngã giàn giáo").missing == ""


def test_confirmed_with_the_line(unit, phase, chair):
    line = save(unit, phase, chair, "zero", confirmed=True)
    assert (line.result.num, line.missing) == (0, "")
    with pytest.raises(declaring.HasOccurrences):
        save(unit, phase, chair, "zero", num=SCALE, explanation="Ngã", confirmed=True)
    with pytest.raises(declaring.StrangeLine):
        save(unit, phase, chair, "count", num=0, confirmed=True)
    with pytest.raises(declaring.StrangeLine):
        confirm_zero(unit, phase, [0], by=chair, at=AT)


def test_zero_without_confirmation_is_not_enough(unit, phase, chair):
    assert save(unit, phase, chair, "zero", num=0).missing == "tích ô xác nhận không để xảy ra"


def test_only_zero_tolerance_lines_are_confirmed(unit, phase, chair):
    with pytest.raises(declaring.StrangeLine):
        confirm_zero(unit, phase, [indicator_of(unit.campaign, "count").pk], by=chair, at=AT)


# What is missing ------------------------------------------------------------------------------------------------------


def test_owes_names_every_line_that_is_not_filled(unit, phase):
    owed = {indicator.kind: sentence for indicator, sentence in owes(unit, phase)}
    assert "rating_share" not in owed  # the reviewer enters it
    assert owed == {
        "unit_share": "chọn Có hoặc Không",
        "quantity_share": "nhập tử số và mẫu số",
        "count": "nhập số; không có thì nhập 0",
        "average": "nhập tổng và số được tính",
        "change": "nhập số mới và số gốc",
        "zero": "tích ô xác nhận không để xảy ra, hoặc nhập số vụ",
        "done": "chọn Có hoặc Không",
        "composite": "trả lời đủ từng phần",
        "narrative": "ghi vài dòng, hoặc tích Không phát sinh",
        "money_share": "nhập tử số và mẫu số",
    }


def test_numerator_above_denominator_needs_an_explanation(unit, phase, chair):
    line = save(unit, phase, chair, "money_share", num=120, den=100)
    assert line.doubt.startswith("Tử số 120 lớn hơn mẫu số 100")
    assert line.missing == "ghi giải trình vì tử số 120 lớn hơn mẫu số 100"
    assert save(unit, phase, chair, "money_share", num=120, den=100, explanation="Thu nợ cũ").missing == ""
    assert save(unit, phase, chair, "average", num=120, den=100).missing == ""


def test_other_denominator_than_the_frozen_fact_needs_an_explanation(unit, phase, chair):
    assert (
        save(unit, phase, chair, "quantity_share", num=SCALE, den=36 * SCALE).missing
        == "ghi giải trình vì mẫu số khác số liệu của đơn vị (34)"
    )


def test_done_by_a_day_asks_for_the_day(unit, phase, chair):
    assert save(unit, phase, chair, "done", num=SCALE).missing == "ghi ngày thực hiện"
    assert save(unit, phase, chair, "done", num=0).missing == ""


def test_required_evidence_is_asked_where_something_was_done(unit, phase, chair):
    assert save(unit, phase, chair, "count", num=SCALE).missing == "thêm minh chứng"
    assert save(unit, phase, chair, "count", num=0).missing == ""


def test_composite_judged_only_by_the_reviewer_asks_nothing(upper_union, officer, grassroots):
    judged = {"statement": "Đạt chất lượng", "kind": "done", "judged_by_reviewer": True}
    row = {"statement": "Thỏa ước đạt chất lượng", "kind": "composite", "comparator": "all"}
    asked = {**row, "parts": [judged, {**judged, "statement": "Được thực hiện"}]}
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=[asked])
    assert owes(campaign.participants.get(), campaign.phases.get(number=1)) == []


# Sending --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(unit, phase, chair):
    answers = full_answers(unit.campaign)
    answers[indicator_of(unit.campaign, "count").pk] = {"num": 0}
    save_results(unit, phase, answers, by=chair, at=AT)
    confirm_zero(unit, phase, [indicator_of(unit.campaign, "zero").pk], by=chair, at=AT)
    return unit


def test_declare_sends_every_line_also_those_the_reviewer_answers(filled, phase, chair):
    rows = declare(filled, phase, by=chair, at=AT, received_at=AT)
    assert len(rows) == len(INDICATORS) == Result.objects.declared().count()
    row = Result.objects.get(indicator__kind="rating_share")
    assert (row.state, row.cell, row.declared_by, row.declared_at) == ("declared", "missing", chair.user, AT)
    assert set(Result.objects.values_list("is_late", flat=True)) == {False}
    entry = LedgerEntry.objects.newest_first()[0]
    assert (entry.act, entry.body) == ("declaring.declare", filled.body)
    assert entry.sentence == f"{chair.name} gửi 12 kết quả Giai đoạn 1 của CĐCS Công ty TNHH May Nhà Bàng."


def test_declare_names_what_is_missing(unit, phase, chair):
    with pytest.raises(declaring.Incomplete, match=r"tuyên truyền.*: chọn Có hoặc Không") as refused:
        declare(unit, phase, by=chair, at=AT, received_at=AT)
    assert str(refused.value).endswith("; và 8 chỉ tiêu khác.")
    assert len(refused.value.missing) == 11
    assert Result.objects.count() == 0


def test_declared_lines_are_locked(short, chair):
    unit, phase, indicator = short
    save_results(unit, phase, {indicator.pk: {"num": SCALE}}, by=chair, at=AT)
    declare(unit, phase, by=chair, at=AT, received_at=AT)
    with pytest.raises(declaring.LineLocked, match="Chờ duyệt"):
        save_results(unit, phase, {indicator.pk: {"num": 0}}, by=chair, at=AT)
    with pytest.raises(declaring.NothingToDeclare):
        declare(unit, phase, by=chair, at=AT, received_at=AT)


def test_declare_refuses_what_the_check_page_did_not_show(short, chair):
    unit, phase, indicator = short
    save_results(unit, phase, {indicator.pk: {"num": SCALE}}, by=chair, at=AT)
    with pytest.raises(ChangedMeanwhile):
        declare(unit, phase, by=chair, at=AT, received_at=AT, seen={indicator.pk: 0})
    declare(unit, phase, by=chair, at=AT, received_at=AT, seen={indicator.pk: 1})
    assert Result.objects.get().state == "declared"


def test_declare_is_a_compare_and_set(short, chair, monkeypatch):
    unit, phase, indicator = short
    save_results(unit, phase, {indicator.pk: {"num": SCALE}}, by=chair, at=AT)
    monkeypatch.setattr(declaring.RESULT, "advance_all", lambda *given, **columns: 0)
    with pytest.raises(ChangedMeanwhile):
        declare(unit, phase, by=chair, at=AT, received_at=AT)


def test_system_cannot_send(short, system):
    with pytest.raises(declaring.PersonNeeded):
        declare(*short[:2], by=system, at=AT, received_at=AT)


def test_only_returned_lines_reopen_and_keep_their_first_time(filled, phase, chair, officer):
    declare(filled, phase, by=chair, at=AT, received_at=AT)
    count = indicator_of(filled.campaign, "count")
    verifying.send_back(
        filled, phase, by=officer, at=AT, reason="Xem lại số", lines={count.pk: "Thiếu danh sách"}
    )
    with pytest.raises(declaring.LineLocked):
        save(filled, phase, chair, "unit_share", num=0)
    assert save(filled, phase, chair, "count", num=0, explanation="Chưa kết nạp").result.state == "returned"
    (row,) = declare(filled, phase, by=chair, at=LATER, received_at=LATER)
    assert (row.indicator, row.state, row.is_late) == (count, "declared", False)


# Late -----------------------------------------------------------------------------------------------------------------


def sent_late(short, chair, policy, reason="", received_at=LATER):
    unit, phase, indicator = short
    unit.campaign.late_policy = policy
    save_results(unit, phase, {indicator.pk: {"num": SCALE}}, by=chair, at=AT)
    (row,) = declare(unit, phase, by=chair, at=received_at, received_at=received_at, late_reason=reason)
    row.refresh_from_db()
    return row.is_late, row.late_reason


def test_the_deadline_itself_is_in_time(short, chair):
    assert sent_late(short, chair, "closed", received_at=DUE) == (False, "")


def test_reason_in_time_is_not_kept(short, chair):
    assert sent_late(short, chair, "reason", "Mất điện", received_at=DUE) == (False, "")


def test_late_where_closed_is_refused_and_the_draft_stays(short, chair):
    with pytest.raises(TooLate):
        sent_late(short, chair, "closed")
    assert Result.objects.get().state == "open"


def test_late_with_reason(short, chair):
    with pytest.raises(LateReasonNeeded):
        sent_late(short, chair, "reason", "  ")
    assert sent_late(short, chair, "reason", "Mất điện") == (True, "Mất điện")
    assert LedgerEntry.objects.newest_first()[0].sentence.endswith(", nộp muộn: Mất điện.")


def test_late_where_open_needs_no_reason(short, chair):
    assert sent_late(short, chair, "open") == (True, "")
    assert LedgerEntry.objects.newest_first()[0].sentence.endswith(", nộp muộn.")


def test_long_late_reason_is_refused(short, chair):
    with pytest.raises(TextTooLong):
        sent_late(short, chair, "reason", "a" * 301)


def test_bloc_with_its_own_calendar_has_its_own_days(short, upper_union):
    unit, phase, _ = short
    assert days_of(unit, phase).due_at == DUE
    unit.bloc = BlocFactory(owner=upper_union)
    starts, ends = date(2021, 2, 1), date(2021, 5, 31)
    PhaseCalendar.objects.create(
        phase=phase, bloc=unit.bloc, starts_on=starts, ends_on=ends, report_due_at=LATER
    )
    days = days_of(unit, phase)
    assert (days.starts_on, days.ends_on, days.due_at) == (starts, ends, LATER)


# When it is not possible ----------------------------------------------------------------------------------------------


def test_nothing_is_entered_before_the_phase_starts(unit, campaign, chair):
    second = campaign.phases.get(number=2)
    with pytest.raises(declaring.NotStarted, match="bắt đầu từ 01/06/2021"):
        save(unit, second, chair, "count", num=0)


def test_phase_without_any_start_has_no_results_yet(unit, phase, chair):
    phase.starts_on = None
    phase.save()
    unit.campaign.launch_on = None
    unit.campaign.save()
    with pytest.raises(declaring.NotStarted, match="chưa bắt đầu"):
        save(unit, phase, chair, "count", num=0)


def test_nothing_is_entered_after_the_books_close(unit, campaign, phase, chair, leader_of):
    closing.close_books(phase, by=leader_of(campaign.organiser), at=AT)
    with pytest.raises(declaring.BooksClosed):
        save(unit, phase, chair, "count", num=0)


def test_nothing_is_entered_in_a_campaign_called_off(unit, campaign, phase, chair, leader_of):
    closing.cancel(campaign, by=leader_of(campaign.organiser), at=AT, reason="Dịch bệnh")
    with pytest.raises(declaring.NotRunning):
        save(unit, phase, chair, "count", num=0)


def test_unit_that_left_enters_nothing(unit, phase, chair, officer):
    release(unit, by=officer, at=AT, on=AT.date(), reason="Giải thể")
    unit.refresh_from_db()
    with pytest.raises(declaring.UnitLeft):
        save(unit, phase, chair, "count", num=0)


# Who may --------------------------------------------------------------------------------------------------------------


def test_stranger_does_not_find_the_unit(unit, phase, officer_of, stranger):
    with pytest.raises(OutOfScope):
        save(unit, phase, officer_of(stranger), "count", num=0)


def test_leader_sees_the_unit_but_does_not_enter(unit, phase, leader_of, upper_union):
    with pytest.raises(NotAllowed, match="chủ tịch của chính công đoàn đó"):
        save(unit, phase, leader_of(upper_union), "count", num=0)
    with pytest.raises(NotAllowed):
        confirm_zero(unit, phase, [], by=leader_of(upper_union), at=AT)
    with pytest.raises(NotAllowed):
        declare(unit, phase, by=leader_of(upper_union), at=AT, received_at=AT)


def test_entering_on_behalf_is_visible_until_the_unit_changes_it(unit, phase, officer, chair):
    row = save(unit, phase, officer, "count", num=3 * SCALE).result
    assert row.entered_by == officer.user
    assert "(nhập hộ)" in LedgerEntry.objects.newest_first()[0].sentence
    assert save(unit, phase, chair, "count", num=4 * SCALE).result.entered_by is None


def test_sent_on_behalf_names_the_sender_and_is_verified_by_another(short, officer, leader_of, upper_union):
    unit, phase, indicator = short
    save_results(unit, phase, {indicator.pk: {"num": SCALE}}, by=officer, at=AT)
    (row,) = declare(unit, phase, by=officer, at=AT, received_at=AT)
    assert (row.declared_by, row.entered_by) == (officer.user, officer.user)
    with pytest.raises(verifying.OwnResults):
        verifying.verify(unit, phase, by=officer, at=AT)
    assert len(verifying.verify(unit, phase, by=leader_of(upper_union), at=AT)) == 1


def test_other_unit_keeps_its_own_rows(upper_union, officer, grassroots, chair, kinds):
    other = BodyFactory(kind=kinds["cdcs"], parent=upper_union)
    campaign = report_campaign(upper_union, officer, [grassroots, other], indicators=SHORT)
    phase, indicator = campaign.phases.get(number=1), campaign.indicators.get()
    mine = campaign.participants.get(body=grassroots)
    save_results(mine, phase, {indicator.pk: {"num": SCALE}}, by=chair, at=AT)
    assert results_of(campaign.participants.get(body=other), phase)[indicator.pk].pk is None
    assert replace(lines_of(mine, phase)[0]).result.num == SCALE
