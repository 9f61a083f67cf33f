from datetime import date, timedelta

import pytest

from targets.asked_lines import asked_lines
from targets.lateness import LateReasonNeeded, TooLate
from targets.models import Pledge, Registration, ReturnedLine, Target
from targets.registering import (
    AmendReasonNeeded,
    BadCount,
    BelowZero,
    CampaignNotRunning,
    EditedMeanwhile,
    Incomplete,
    LineLocked,
    NotEditable,
    ReasonNeeded,
    StrangeLine,
    StrangeTitle,
    TooLong,
    UnitLeft,
    amend,
    registration_of,
    save_lines,
    set_titles,
    set_works,
    submit,
    take_assigned,
)
from targets.reviewing import approve, send_back
from targets.signing import sign
from tests.cast import NOW
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import ACCIDENTS, ACTIVITY, AGREEMENT, DUE, MEMBERS, PROPAGANDA, later
from unions.errors import NotAllowed, OutOfScope
from unions.lifecycle import WrongState
from unions.models import LedgerEntry
from unions.quantities import SCALE


def answers(participant):
    rows = Target.objects.filter(participant=participant, kind="registered").order_by("indicator__position")
    return list(rows.values_list("value", "text", "is_declined", "reason"))


def newest():
    return LedgerEntry.objects.newest_first().first()


def test_registration_of_begins_once(participant):
    first = registration_of(participant)
    assert registration_of(participant) == first
    assert (first.state, first.edition) == ("draft", 0)


# Lines -------------------------------------------------------------------------------------------------------------


def test_save_lines_keeps_every_way_to_answer(registration, indicators, chair, participant):
    save_lines(
        registration,
        {
            indicators[PROPAGANDA].pk: {"value": SCALE},
            indicators[AGREEMENT].pk: {"is_declined": True, "reason": "  Mới  thành lập "},
            indicators[MEMBERS].pk: {"value": 12 * SCALE, "reason": "Ít lao động"},
            indicators[ACTIVITY].pk: {"text": "Sinh hoạt hằng tháng"},
        },
        by=chair,
        at=NOW,
    )
    assert answers(participant) == [
        (SCALE, "", False, ""),
        (None, "", True, "Mới thành lập"),
        (12 * SCALE, "", False, "Ít lao động"),
        (None, "Sinh hoạt hằng tháng", False, ""),
    ]
    assert "“100% CĐCS tổ chức tuyên truyền” Có làm" in newest().sentence
    assert newest().body == participant.body


def test_save_lines_tells_old_and_new_and_takes_an_empty_line_back(
    registration, indicators, chair, participant
):
    pk = indicators[MEMBERS].pk
    save_lines(registration, {pk: {"value": 12 * SCALE}}, by=chair, at=NOW)
    save_lines(registration, {pk: {"value": 15 * SCALE}}, by=chair, at=NOW)
    assert "12 đoàn viên → 15 đoàn viên" in newest().sentence
    save_lines(registration, {pk: {"value": None, "reason": "thừa"}}, by=chair, at=NOW)
    assert answers(participant) == []
    assert "15 đoàn viên → bỏ trống" in newest().sentence


def test_save_lines_twice_is_once(registration, indicators, chair):
    line = {indicators[MEMBERS].pk: {"value": 12 * SCALE}}
    first = save_lines(registration, line, by=chair, at=NOW, seen_edition=0)
    count = LedgerEntry.objects.count()
    second = save_lines(registration, line, by=chair, at=NOW, seen_edition=0)
    assert (first.edition, second.edition) == (1, 1)
    assert LedgerEntry.objects.count() == count


def test_save_lines_with_a_stale_edition_shows_what_the_other_saved(
    registration, indicators, chair, participant
):
    pk = indicators[MEMBERS].pk
    save_lines(registration, {pk: {"value": 12 * SCALE}}, by=chair, at=NOW)
    with pytest.raises(EditedMeanwhile) as refused:
        save_lines(registration, {pk: {"value": 9 * SCALE}}, by=chair, at=NOW, seen_edition=0)
    assert refused.value.data["theirs"][pk].value == 12 * SCALE
    assert refused.value.data["edition"] == 1
    assert answers(participant) == [(12 * SCALE, "", False, "")]


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ({"value": -1}, BelowZero),
        ({"is_declined": True}, ReasonNeeded),
        ({"text": "x" * 2001}, TooLong),
        ({"value": 1, "reason": "x" * 301}, TooLong),
    ],
)
def test_save_lines_refuses_what_cannot_be(registration, indicators, chair, answer, refusal):
    with pytest.raises(refusal):
        save_lines(registration, {indicators[MEMBERS].pk: answer}, by=chair, at=NOW)


def test_save_lines_refuses_a_line_that_does_not_concern_the_unit(registration, indicators, chair, sectors):
    indicators[PROPAGANDA].scope_rules.create(ground="sector", sector=sectors["hcsn"])
    with pytest.raises(StrangeLine):
        save_lines(registration, {indicators[PROPAGANDA].pk: {"value": SCALE}}, by=chair, at=NOW)


def test_save_lines_by_an_officer_is_remembered_as_entered_for_the_unit(registration, indicators, officer):
    save_lines(registration, {indicators[MEMBERS].pk: {"value": SCALE}}, by=officer, at=NOW)
    registration.refresh_from_db()
    assert registration.entered_by == officer.user
    assert "nhập hộ" in newest().sentence


def test_entering_needs_the_right(registration, indicators, chair_of, stranger, leader_of, upper_union):
    line = {indicators[MEMBERS].pk: {"value": SCALE}}
    with pytest.raises(OutOfScope):
        save_lines(registration, line, by=chair_of(stranger), at=NOW)
    with pytest.raises(NotAllowed, match="chủ tịch của chính công đoàn đó"):
        save_lines(registration, line, by=leader_of(upper_union), at=NOW)


def test_entering_ends_with_the_campaign_and_when_the_unit_left(registration, indicators, chair, campaign):
    line = {indicators[MEMBERS].pk: {"value": SCALE}}
    participant = registration.participant
    participant.left_on, participant.left_reason = date(2021, 3, 9), "Giải thể"
    participant.save()
    with pytest.raises(UnitLeft):
        save_lines(registration, line, by=chair, at=NOW)
    type(campaign).objects.filter(pk=campaign.pk).update(state="closed")
    with pytest.raises(CampaignNotRunning):
        save_lines(registration, line, by=chair, at=NOW)


def test_a_sent_registration_is_locked(sent, indicators, chair):
    with pytest.raises(NotEditable):
        save_lines(sent, {indicators[MEMBERS].pk: {"value": SCALE}}, by=chair, at=NOW)


def test_only_flagged_lines_of_a_return_reopen(sent, indicators, chair, officer, participant):
    members, propaganda = indicators[MEMBERS].pk, indicators[PROPAGANDA].pk
    send_back(sent, by=officer, at=NOW, reason="Cân nhắc lại", lines={members: "Thấp hơn số giao"})
    lines = {line.pk: line for line in asked_lines(participant, Registration.objects.get())}
    assert [pk for pk, line in lines.items() if line.is_open] == [members]
    assert lines[members].remark == "Thấp hơn số giao"
    with pytest.raises(LineLocked):
        save_lines(sent, {propaganda: {"is_declined": True, "reason": "Thôi"}}, by=chair, at=NOW)
    both = {propaganda: {"value": SCALE}, members: {"value": 15 * SCALE}}
    assert save_lines(sent, both, by=chair, at=NOW).edition > 1


def test_a_return_without_flags_reopens_everything(sent, chair, officer, participant):
    send_back(sent, by=officer, at=NOW, reason="Xem lại toàn bộ")
    assert all(line.is_open for line in asked_lines(participant, Registration.objects.get()))


# Taking what was assigned ------------------------------------------------------------------------------------------


def test_take_assigned_fills_only_what_is_empty(registration, indicators, chair, participant):
    save_lines(registration, {indicators[MEMBERS].pk: {"value": 18 * SCALE}}, by=chair, at=NOW)
    take_assigned(registration, by=chair, at=NOW)
    assert [value for value, *_ in answers(participant)] == [SCALE, SCALE, 18 * SCALE, 95 * SCALE, 0]
    assert "nhận đủ 4 chỉ tiêu giao" in newest().sentence


def test_take_assigned_twice_is_once(taken, chair):
    edition = taken.edition
    assert take_assigned(taken, by=chair, at=NOW).edition == edition


# Titles and works --------------------------------------------------------------------------------------------------


def test_set_titles_replaces_the_list(registration, campaign, chair):
    group, person = campaign.titles.order_by("level")
    set_titles(registration, {group.pk: 1, person.pk: 24}, by=chair, at=NOW)
    assert "Lao động tiên tiến: 24" in newest().sentence
    edition = set_titles(registration, {person.pk: 20}, by=chair, at=NOW).edition
    assert dict(registration.titles.values_list("title_id", "count")) == {person.pk: 20}
    assert set_titles(registration, {person.pk: 20}, by=chair, at=NOW).edition == edition
    set_titles(registration, {}, by=chair, at=NOW)
    assert "không danh hiệu nào" in newest().sentence


def test_set_titles_refuses_foreign_titles_and_odd_counts(registration, campaign, chair):
    group, person = campaign.titles.order_by("level")
    with pytest.raises(StrangeTitle):
        set_titles(registration, {person.pk + 99: 1}, by=chair, at=NOW)
    with pytest.raises(BadCount):
        set_titles(registration, {group.pk: 2}, by=chair, at=NOW)
    with pytest.raises(BadCount):
        set_titles(registration, {person.pk: 0}, by=chair, at=NOW)


def test_set_works_replaces_the_list(registration, chair):
    works = [{"name": "  Nhà  xe ", "due_on": date(2021, 9, 2)}, {"name": " "}, {"name": "Vườn hoa"}]
    edition = set_works(registration, works, by=chair, at=NOW).edition
    rows = list(registration.works.order_by("pk").values_list("name", "due_on"))
    assert rows == [("Nhà xe", date(2021, 9, 2)), ("Vườn hoa", None)]
    assert set_works(registration, works, by=chair, at=NOW).edition == edition
    set_works(registration, [], by=chair, at=NOW)
    assert "không công trình nào" in newest().sentence
    with pytest.raises(TooLong):
        set_works(registration, [{"name": "x" * 301}], by=chair, at=NOW)


# Sending -----------------------------------------------------------------------------------------------------------


def test_submit_of_everything_taken_is_agreed_at_once_and_opens_the_pledge(taken, chair, participant):
    submit(taken, by=chair, at=NOW, received_at=NOW, seen_edition=taken.edition)
    taken.refresh_from_db()
    row = Registration.objects.get()
    assert (row.state, row.approved_by, row.agreed_without_review) == ("approved", None, True)
    assert Target.objects.filter(kind="agreed").count() == 5
    assert participant.pledges.get().state == "signing"
    assert "nhận đủ chỉ tiêu giao nên được thống nhất ngay" in newest().sentence


def test_submit_below_the_assigned_value_waits_for_review(sent):
    row = Registration.objects.get()
    assert (row.state, row.submitted_at, row.is_late) == ("submitted", NOW, False)
    assert not Pledge.objects.exists()


def test_submit_waits_for_review_where_the_campaign_wants_it(taken, chair, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(agree_when_taken=False)
    assert submit(taken, by=chair, at=NOW, received_at=NOW).state == "submitted"


def test_submit_by_an_officer_for_the_unit_is_never_agreed_at_once(taken, officer):
    assert submit(taken, by=officer, at=NOW, received_at=NOW).state == "submitted"


def test_submit_twice_is_once(taken, chair):
    first = submit(taken, by=chair, at=NOW, received_at=NOW)
    count = LedgerEntry.objects.count()
    second = submit(taken, by=chair, at=later(seconds=1), received_at=later(seconds=1))
    assert (first.submitted_at, second.submitted_at) == (NOW, NOW)
    assert LedgerEntry.objects.count() == count


def test_submit_of_a_registration_somebody_else_sent_is_refused(sent, officer):
    with pytest.raises(NotEditable):
        submit(sent, by=officer, at=NOW, received_at=NOW)


def test_submit_names_the_lines_without_an_answer(registration, indicators, chair):
    save_lines(registration, {indicators[MEMBERS].pk: {"value": SCALE}}, by=chair, at=NOW)
    with pytest.raises(Incomplete, match="Còn 4 chỉ tiêu chưa đăng ký: 1, 2, 4, 5") as refused:
        submit(registration, by=chair, at=NOW, received_at=NOW)
    assert [line.number for line in refused.value.data["lines"]] == [1, 2, 4, 5]


def test_submit_of_an_edition_not_read_is_refused(taken, chair):
    with pytest.raises(EditedMeanwhile):
        submit(taken, by=chair, at=NOW, received_at=NOW, seen_edition=taken.edition - 1)


@pytest.mark.parametrize(
    ("received", "late"),
    [
        (DUE - timedelta(seconds=1), False),
        (DUE, False),
        (DUE + timedelta(milliseconds=999), False),
        (DUE + timedelta(seconds=1), True),
    ],
)
def test_the_deadline_is_its_whole_second(taken, chair, received, late):
    row = submit(taken, by=chair, at=DUE + timedelta(hours=1), received_at=received, late_reason="Mất mạng")
    assert (row.is_late, row.late_reason) == (late, "Mất mạng" if late else "")


def after_due(**policy):
    received = DUE + timedelta(hours=2)
    return {"at": received, "received_at": received, **policy}


def test_late_without_reason_is_refused_where_one_is_asked(taken, chair):
    with pytest.raises(LateReasonNeeded, match="17 giờ 00, thứ Tư 31/03/2021"):
        submit(taken, by=chair, **after_due())
    with pytest.raises(TooLong):
        submit(taken, by=chair, **after_due(late_reason="x" * 301))
    assert "nộp muộn: Mất điện" in submit_late_sentence(taken, chair)


def submit_late_sentence(taken, chair):
    submit(taken, by=chair, **after_due(late_reason="Mất điện"))
    return LedgerEntry.objects.filter(act="registering.submit").newest_first().first().sentence


def test_late_is_refused_where_the_campaign_is_closed_to_it(taken, chair, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(late_policy="closed")
    with pytest.raises(TooLate, match="LĐLĐ huyện Tịnh Biên"):
        submit(taken, by=chair, **after_due(late_reason="Mất điện"))
    assert Target.objects.filter(kind="registered").count() == 5


def test_late_needs_no_reason_where_the_campaign_is_open_to_it(taken, chair, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(late_policy="open")
    row = submit(taken, by=chair, **after_due())
    assert (row.is_late, row.late_reason) == (True, "")
    assert ", nộp muộn," in newest_of("registering.submit")


def newest_of(act):
    return LedgerEntry.objects.filter(act=act).newest_first().first().sentence


def test_answering_a_return_after_the_deadline_is_not_late(sent, indicators, chair, officer):
    send_back(sent, by=officer, at=NOW, reason="Xem lại")
    save_lines(sent, {indicators[MEMBERS].pk: {"value": 14 * SCALE}}, by=chair, at=NOW)
    row = submit(Registration.objects.get(), by=chair, **after_due())
    assert (row.state, row.is_late) == ("submitted", False)


# Amending ----------------------------------------------------------------------------------------------------------


def test_amend_reopens_the_next_version_and_withdraws_the_waiting_pledge(pledge, officer, participant):
    registration = Registration.objects.get()
    amend(registration, by=officer, at=NOW, reason="Đổi số lao động")
    row = Registration.objects.get()
    assert (row.state, row.version, row.approved_at, row.agreed_without_review) == ("draft", 2, None, False)
    assert participant.pledges.get().state == "drafted"
    assert Target.objects.filter(kind="agreed").count() == 5
    assert "mở điều chỉnh bản đăng ký" in newest().sentence


def test_amend_then_agree_supersedes_the_signed_pledge(pledge, indicators, chair, officer, participant):
    sign(pledge, by=chair, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)
    registration = amend(Registration.objects.get(), by=officer, at=NOW, reason="Tăng chỉ tiêu")
    save_lines(registration, {indicators[MEMBERS].pk: {"value": 20 * SCALE}}, by=chair, at=NOW)
    submit(registration, by=chair, at=NOW, received_at=NOW)
    approve(Registration.objects.get(), by=officer, at=NOW)
    assert list(participant.pledges.order_by("pk").values_list("state", "version")) == [
        ("superseded", 1),
        ("signing", 2),
    ]


def test_amend_needs_a_reason_the_right_and_an_agreed_registration(sent, officer, chair):
    with pytest.raises(AmendReasonNeeded):
        amend(sent, by=officer, at=NOW, reason=" ")
    with pytest.raises(NotAllowed):
        amend(sent, by=chair, at=NOW, reason="Muốn sửa")
    with pytest.raises(WrongState):
        amend(sent, by=officer, at=NOW, reason="Muốn sửa")


def test_flags_of_an_earlier_return_do_not_bind_an_amendment(sent, indicators, chair, officer, participant):
    send_back(sent, by=officer, at=NOW, reason="Xem lại", lines={indicators[ACCIDENTS].pk: ""})
    submit(Registration.objects.get(), by=chair, at=NOW, received_at=NOW)
    approve(Registration.objects.get(), by=officer, at=NOW)
    amend(Registration.objects.get(), by=officer, at=NOW, reason="Sửa")
    lines = asked_lines(participant, Registration.objects.get())
    assert ReturnedLine.objects.count() == 1
    assert all(line.is_open and line.remark is None for line in lines)
