"""Do the figures of the mocks' campaign come out as they were worked out by hand?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.models import Indicator, Participant, Phase
from reports.figures import data_version, frozen, gather_for, glance
from targets.models import Result, Target
from tests.reports import tinh_bien
from tests.reports.conftest import quiet
from unions.models import Succession, UnionBody

S = 10_000
# code: (num, den, percent, verdict, points, needed, missing, registered)
TOTALS = {
    "CT1": (30, 34, "88,24", "Chưa đạt", -1176, 34, 3, 33),
    "CT2": (14, 17, "82,35", "Đạt", 735, 13, 1, 16),
    "CT3": (44, 53, "83,02", "Chưa đạt", -1198, 51, 3, 51),
    "CT4a": (10, 11, "", "Chưa đủ số liệu", None, None, 1, 10),
    "CT4b": (10, 11, "", "Chưa đủ số liệu", None, None, 1, 10),
    "CT5": (17, 19, "89,47", "Chưa đạt", None, 19, 1, 18),
    "CT6": (31, 34, "91,18", "Chưa đủ số liệu", None, 34, 3, 33),
}
NONE = (None, None, "", "Không áp dụng")
BY_BLOC = {
    "CT1": [
        (8, 8, "100,00", "Đạt"), (6, 7, "85,71", "Chưa đủ số liệu"), (6, 7, "85,71", "Chưa đủ số liệu"),
        (4, 5, "80,00", "Chưa đạt"), (6, 7, "85,71", "Chưa đủ số liệu"),
    ],
    "CT2": [NONE, NONE, NONE, (3, 4, "75,00", "Chưa đạt"), (11, 13, "84,62", "Đạt")],
    "CT3": [
        (19, 20, "95,00", "Chưa đạt"), (6, 7, "85,71", "Chưa đủ số liệu"), (4, 6, "66,67", "Chưa đạt"),
        (5, 6, "83,33", "Chưa đạt"), (10, 14, "71,43", "Chưa đạt"),
    ],
    "CT4a": [NONE, NONE, NONE, (5, 5, "", "Đạt"), (5, 6, "", "Chưa đủ số liệu")],
    "CT4b": [NONE, NONE, NONE, (5, 5, "", "Đạt"), (5, 6, "", "Chưa đủ số liệu")],
    "CT5": [NONE, NONE, NONE, (6, 6, "100,00", "Đạt"), (11, 13, "84,62", "Chưa đạt")],
    "CT6": [
        (8, 8, "100,00", "Đạt"), (6, 7, "85,71", "Chưa đủ số liệu"), (6, 7, "85,71", "Chưa đủ số liệu"),
        (5, 5, "100,00", "Đạt"), (6, 7, "85,71", "Chưa đủ số liệu"),
    ],
}  # fmt: skip


def _scaled(value):
    return None if value is None else value * S


def _lines(summary):
    return {line.code: line for line in summary.lines}


@pytest.mark.parametrize("code", TOTALS)
def test_totals_are_those_worked_out_by_hand(summary, code):
    line = _lines(summary)[code]
    num, den, percent, verdict, points, needed, missing, registered = TOTALS[code]
    total = line.total
    assert (total.num, total.den, total.percent, total.verdict_label) == (num * S, den * S, percent, verdict)
    assert (total.points, total.needed, total.missing) == (points, _scaled(needed), missing)
    assert line.registered_num == registered * S


@pytest.mark.parametrize("code", BY_BLOC)
def test_blocs_are_recomputed_not_averaged(summary, code):
    found = [(t.num, t.den, t.percent, t.verdict_label) for t in _lines(summary)[code].blocs]
    assert found == [
        (_scaled(num), _scaled(den), percent, verdict) for num, den, percent, verdict in BY_BLOC[code]
    ]


def test_subtotals_add_up_to_the_totals(summary):
    for line in summary.measured:
        assert sum(tally.num or 0 for tally in line.blocs) == line.total.num
        assert sum(tally.den or 0 for tally in line.blocs) == line.total.den
        assert sum(tally.asked for tally in line.blocs) == line.total.asked


def test_zero_counts_occurrences_and_has_no_percentage(summary):
    line = _lines(summary)["CT4a"]
    assert (line.total.occurrences, line.total.rate, line.total.has_share) == (0, "0 vụ", False)
    assert "10/11 đơn vị đã xác nhận không để xảy ra" in line.sentence


def test_verdicts_are_counted(summary):
    assert {label: count for _, label, count in summary.verdict_counts} == {
        "Đạt": 1,
        "Chưa đạt": 3,
        "Chưa đủ số liệu": 3,
        "Không đạt": 0,
        "Không phát sinh": 0,
        "Không áp dụng": 0,
        "Cần người kết luận": 0,
    }
    assert "Trong 07 chỉ tiêu có số đo: 01 Đạt, 03 Chưa đạt, 03 Chưa đủ số liệu." in summary.sentences


def test_participation_is_counted(summary):
    standing = summary.standing
    assert (standing.units, standing.reg_approved, standing.reg_not_sent, standing.reg_late) == (34, 33, 1, 2)
    assert (standing.pledge_signed, standing.pledge_added) == (29, 3)
    assert (standing.pledge_excused, standing.pledge_unsigned, standing.pledged) == (1, 1, 32)
    assert (standing.res_verified, standing.res_waiting, standing.res_returned, standing.res_not_sent) == (
        31,
        1,
        1,
        1,
    )
    assert (standing.res_sent, standing.res_on_time, standing.res_late, standing.on_behalf) == (33, 30, 3, 2)
    assert (standing.workers, standing.members, standing.women) == (2106 * S, 1996 * S, 1077 * S)
    assert (standing.persons, standing.works) == ((147, 7, 1412), 7)
    assert [bloc.res_verified for bloc in summary.bloc_standings] == [8, 6, 6, 5, 6]
    assert [bloc.on_behalf for bloc in summary.bloc_standings] == [0, 1, 0, 0, 1]


def test_head_says_whose_figures_of_which_moment(summary):
    assert summary.head.stamp == (
        "Số liệu lúc 16 giờ 30 phút ngày 14/5/2021 · Cơ cấu tổ chức tại ngày 30/4/2021 · Đã duyệt 31/34 đơn vị · "
        "Bản chốt số 01"
    )
    assert summary.head.title == "Giai đoạn 1 năm 2021"


def test_units_carry_dates_and_days_late(summary):
    units = {unit.name: unit for unit in summary.units}
    late = units["CĐCS Trường THCS Trần Quốc Toản"]
    assert (late.result, late.declared_on, late.result_late_days) == ("declared", date(2021, 5, 13), 3)
    assert (late.pledge, late.pledged_on) == ("added", date(2021, 4, 13))
    assert units["CĐCS xã Phú Lộc"].registration_late_days == 3
    returned = units["CĐCS xã Hòa Thuận"]
    assert returned.note == "Trả lại ngày 12/5/2021: Thiếu biên bản hội nghị tuyên truyền"
    assert units["CĐCS xã Tân Hiệp"].is_on_behalf
    assert units["CĐCS Cơ quan Huyện ủy"].group_titles == ("Tập thể Lao động xuất sắc",)


def test_what_is_missing_is_listed_with_its_reason(summary):
    found = [(each.kind, each.who, each.state, each.indicators) for each in summary.absences]
    told = "ND1, ND2"
    assert found == [
        (
            "Chưa báo cáo", "CĐCS Công ty TNHH Vật liệu xây dựng Thành Công", "Chưa gửi",
            f"CT1, CT2, CT3, CT4a, CT4b, CT5, CT6, {told}",
        ),
        ("Chưa báo cáo", "CĐCS xã Hòa Thuận", "Trả lại", f"CT1, CT3, CT6, {told}"),
        ("Chưa báo cáo", "CĐCS Trường THCS Trần Quốc Toản", "Chờ duyệt", f"CT1, CT3, CT6, {told}"),
        ("Không phát sinh", "CĐCS Cụm doanh nghiệp dịch vụ du lịch", "Đã duyệt", "CT2, CT3, CT5"),
        ("Không áp dụng", "CĐCS Trường Tiểu học Phú Lộc", "Đã duyệt", "CT3"),
        ("Không áp dụng", "23 đơn vị", "", "CT2, CT4a, CT4b, CT5"),
        ("Không áp dụng", "CĐCS Điện lực huyện; CĐCS Ngân hàng chi nhánh huyện", "", "CT2"),
        ("Đã rời", "CĐCS Trường Tiểu học B Phú Lộc", "", "Tất cả"),
    ]  # fmt: skip
    by_who = {each.who: each for each in summary.absences}
    assert "Đã khai CT1 Có, CT3 Có, CT6 Có" in by_who["CĐCS xã Hòa Thuận"].effect
    assert (
        by_who["CĐCS xã Hòa Thuận"].reason == "Thiếu biên bản hội nghị tuyên truyền (trả lại ngày 12/5/2021)"
    )
    assert by_who["CĐCS Trường THCS Trần Quốc Toản"].reason == "Gửi ngày 13/5/2021, muộn 3 ngày"
    assert by_who["CĐCS Trường Tiểu học B Phú Lộc"].blocs == "3"


def test_only_verified_results_enter(summarise, campaign):
    before = _lines(summarise())["CT1"].total
    Result.objects.filter(state="declared").update(num=0)
    after = _lines(summarise())["CT1"].total
    assert (before.num, before.verdict) == (after.num, after.verdict) == (30 * S, "not_yet")


def test_a_broken_zero_is_unmet_at_once(summarise, campaign):
    result = Result.objects.verified().filter(indicator__position=4).first()
    Result.objects.filter(pk=result.pk).update(num=1 * S)
    line = _lines(summarise())["CT4a"]
    assert (line.total.occurrences, line.total.verdict_label) == (S, "Không đạt")
    assert line.note.startswith(f"Đã để xảy ra ở: {result.participant.name}.")


def test_a_sum_is_judged_against_the_level_and_blocs_are_not(summarise, campaign, phase):
    line = Indicator.objects.create(
        campaign=campaign, position=20, statement="Phát triển trên 60 đoàn viên", kind="count", comparator="gt",
        value=60 * S, unit="đoàn viên", accumulation="add",
    )  # fmt: skip
    for member in campaign.participants.staying():
        Target.objects.create(
            participant=member, indicator=line, kind="assigned", value=2 * S, at=tinh_bien.DATA_AT
        )
        Target.objects.create(
            participant=member, indicator=line, kind="agreed", value=3 * S, at=tinh_bien.DATA_AT
        )
    verified = Result.objects.verified().filter(indicator__position=1)
    for row in verified:
        Result.objects.create(
            participant=row.participant, indicator=line, phase=phase, state="verified", cell="value", num=2 * S,
            declared_at=row.declared_at, declared_by=row.declared_by, verified_at=row.verified_at,
            verified_by=row.verified_by,
        )  # fmt: skip
    found = _lines(summarise())["CT7"]
    assert (found.assigned, found.registered_num, found.total.num, found.total.den) == (
        68 * S,
        102 * S,
        62 * S,
        60 * S,
    )
    assert (found.total.percent, found.total.verdict_label, found.aim) == ("103,33", "Đạt", "trên 60")
    assert [tally.verdict for tally in found.blocs] == [""] * 5
    assert (found.blocs[0].num, found.blocs[0].den) == (16 * S, 16 * S)


def test_an_amended_target_stands_beside_the_agreed_one(summarise, campaign):
    line = campaign.indicators.get(position=3)
    member = campaign.participants.get(name="CĐCS Khối các phòng chuyên môn huyện")
    Target.objects.create(
        participant=member, indicator=line, kind="amended", value=5 * S, reason="giảm", at=tinh_bien.DATA_AT
    )
    found = _lines(summarise())["CT3"]
    assert (found.registered_num, found.amended) == (51 * S, 48 * S)


def test_phases_are_put_together(summarise, campaign, phase):
    """The unit that had not done it in phase 1 did it in phase 2: done once is done."""
    second = campaign.phases.get(number=2)
    short = Result.objects.get(indicator__position=1, num=0)
    Result.objects.create(
        participant=short.participant, indicator=short.indicator, phase=second, state="verified", cell="value", num=S,
        den=S, declared_at=short.declared_at, declared_by=short.declared_by, verified_at=short.verified_at,
        verified_by=short.verified_by,
    )  # fmt: skip
    assert _lines(summarise())["CT1"].total.num == 30 * S
    assert _lines(summarise(second))["CT1"].total.num == 31 * S
    assert _lines(summarise(None))["CT1"].total.num == 31 * S


def test_before_the_last_phase_nothing_is_final(summarise, campaign, leader):
    assert summarise(None).head.is_open
    Phase.objects.filter(campaign=campaign).update(
        books_closed_at=tinh_bien.DATA_AT, books_closed_by=leader.user
    )
    assert not summarise(None).head.is_open
    assert summarise().head.is_open  # the plan asks for the year
    assert _lines(summarise())["CT3"].total.verdict_label == "Chưa đạt"


def test_closed_books_of_the_last_phase_make_it_final(summarise, campaign, leader):
    campaign.phases.filter(number=2).delete()
    Phase.objects.filter(campaign=campaign).update(
        books_closed_at=tinh_bien.DATA_AT, books_closed_by=leader.user
    )
    lines = _lines(summarise())
    assert [lines[code].total.verdict_label for code in ("CT1", "CT3", "CT5")] == ["Không đạt"] * 3


def test_a_campaign_without_phases_is_summed_up_as_a_whole(summarise, campaign):
    Result.objects.all().delete()
    campaign.phases.all().delete()
    summary = summarise(None)
    assert (summary.head.total, summary.head.approved, summary.head.is_open) == (34, 0, True)


def test_later_joiners_are_not_asked_of_the_phase(summarise, campaign, upper_union, kinds):
    member = campaign.participants.get(name="CĐCS Cơ quan Huyện ủy")
    Participant.objects.filter(pk=member.pk).update(joined_on=date(2021, 6, 1))
    summary = summarise()
    assert summary.head.total == 33
    assert [each.reason for each in summary.absences if each.kind == "Tham gia sau"] == [
        "Tham gia từ ngày 01/6/2021"
    ]


def test_structure_of_today_names_the_heir(summarise, campaign, upper_union):
    old = UnionBody.objects.get(name="CĐCS xã An Thạnh")
    heir = UnionBody.objects.get(name="CĐCS xã Phú Lộc")
    UnionBody.objects.filter(pk=old.pk).update(state="merged", ended_on=date(2021, 5, 2))
    Succession.objects.create(old=old, new=heir, kind="merge", on=date(2021, 5, 2))
    assert "CĐCS xã An Thạnh" in [unit.name for unit in summarise().units]
    today = summarise(structure="now")
    assert "CĐCS xã An Thạnh (nay: CĐCS xã Phú Lộc)" in [unit.name for unit in today.units]
    assert today.head.structure_words == "Cơ cấu tổ chức hiện nay, ngày 14/5/2021"


def test_scope_of_a_single_body_holds_only_its_own(summarise, campaign):
    body = UnionBody.objects.get(name="CĐCS Cơ quan Huyện ủy")
    summary = summarise(scope=body)
    assert [unit.name for unit in summary.units] == ["CĐCS Cơ quan Huyện ủy"]
    assert summary.head.total == 1


def test_queries_do_not_grow_with_the_number_of_units(campaign, summarise):
    with CaptureQueriesContext(connection) as many:
        summarise()
    keep = campaign.participants.filter(name__startswith="CĐCS xã").values_list("body__path", flat=True)
    body = UnionBody.objects.get(path=keep[0])
    with CaptureQueriesContext(connection) as one:
        summarise(scope=body)
    # Who stood below a smaller scope is asked of the tree of the day.
    assert len(many) + 1 == len(one) <= 21


def test_progress_is_told_unit_by_unit(summarise):
    told = []
    summarise(tell=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 34)
    assert told[-1] == (34, 34)
    assert told == sorted(told)
    assert len({done for done, _ in told}) >= 6


def test_glance_shows_the_same_figures(campaign, phase, upper_union, summary):
    seen = glance(campaign, phase, scope=upper_union, at=tinh_bien.DATA_AT)
    assert (seen.lines, seen.standing, seen.absences) == (summary.lines, summary.standing, summary.absences)


def test_a_report_is_gathered_and_read_back_frozen(queued):
    summary = gather_for(queued, at=tinh_bien.DATA_AT, tell=quiet)
    assert summary.head.data_version == data_version(queued.campaign)
    assert frozen(queued) is None
    queued.figures = summary.to_json()
    queued.save(update_fields=["figures"])
    queued.refresh_from_db()
    assert frozen(queued) == summary


@pytest.mark.usefixtures("committed")
def test_one_moment_is_read_while_others_write(upper_union, kinds, leader_of):
    """What is written after the first query of a build does not appear in it."""
    from threading import Thread

    from reports.requesting import request_summary

    campaign = tinh_bien.build(upper_union, kinds["cdcs"])
    report = request_summary(
        campaign, campaign.phases.get(number=1), by=leader_of(upper_union), at=tinh_bien.DATA_AT
    )
    target = Result.objects.verified().filter(indicator__position=1, num=S).first()

    def disturb():
        Result.objects.filter(pk=target.pk).update(num=0)
        connection.close()

    def tell(done, total):
        if done == 0:
            other = Thread(target=disturb)
            other.start()
            other.join(timeout=20)

    summary = gather_for(report, at=tinh_bien.DATA_AT, tell=tell)
    target.refresh_from_db()
    assert target.num == 0
    assert _lines(summary)["CT1"].total.num == 30 * S
