"""S0, March and April: who took what was asked, who waits, who was answered, and who has signed?

Numbers are those of `s0_units`. On the demo's day every state of a registration and of a pledge has at least two units.
"""

from config.demo.s0_units import UNITS
from config.demo.world import moment
from targets.assigning import note_prior
from targets.models import Pledge, Registration
from targets.registering import (
    amend,
    registration_of,
    save_lines,
    set_titles,
    set_works,
    submit,
    take_assigned,
)
from targets.reviewing import approve, approve_many, send_back
from targets.signing import note_absence, sign
from unions.quantities import SCALE

GROWTH, CULTURE = 4, 6  # positions of the indicators that some do not register
NO_PRIVATE = "Đơn vị hành chính sự nghiệp, không có lao động khu vực ngoài nhà nước."
NO_CULTURE = "Năm 2021 chưa đủ điều kiện đề nghị công nhận danh hiệu văn hóa."

TAKEN = (1, 3, 5, 7, 8, 10, 16, 18, 20, 22, 23, 25, 26, 28, 29, 31, 33)
APPROVED = (2, 4, 6, 9, 11, 13, 15, 17, 19, 21, 24, 27, 30)
ON_BEHALF = (14, 34)
WAITING = (36, 37, 39)
RETURNED = (12, 35)
BEGUN = (38, 40)  # 32 has not begun at all
# What came after the deadline of 26/3: the day and the reason given.
LATE = {
    13: ("2021-03-29", "Đổi nhân sự Chủ tịch CĐCS."),
    30: ("2021-03-30", "Chờ đủ ý kiến 09 doanh nghiệp."),
    36: ("2021-04-28", "Mới kiện toàn Ban Chấp hành CĐCS."),
    37: ("2021-04-29", "Chờ ý kiến cơ quan chuyên môn cấp trên."),
    39: ("2021-05-02", "Công ty tạm dừng đón khách, họp Ban Chấp hành muộn."),
}
DAYS = (8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26)  # working days of March until the deadline
UNSIGNED = (28, 33, 27)
TAKEN_BACK = (22, 31)  # withdrawn to be amended: pledge and registration are drafts again
SIGNED_AGAIN = (
    16,
    23,
)  # amended after the signature: the first pledge is superseded; 23 has not signed the second


def build(world, campaign):
    """Plan it all; `world.play` does it in the order of the days."""
    units = participants_of(campaign)
    _note_last_year(world, campaign, units)
    for place, number in enumerate((*TAKEN, *APPROVED, *WAITING, *RETURNED)):
        clock = f"{8 + place % 8:02d}:{10 + place % 40:02d}"
        day = LATE[number][0] if number in LATE else f"2021-03-{DAYS[place % len(DAYS)]:02d}"
        world.plan(moment(day, clock), _send, world, campaign, units[number], number)
    for number in BEGUN:
        world.plan(moment("2021-04-27", f"{number // 4 + 5}:20"), _begin, world, campaign, units[number])
    for number in ON_BEHALF:
        world.plan(moment("2021-03-18", f"{number // 4 + 6:02d}:15"), _enter_for, world, units[number])
    _plan_answers(world, campaign, units)
    for place, number in enumerate(n for n in (*APPROVED, *ON_BEHALF) if n not in UNSIGNED):
        at = moment(f"2021-04-{5 + place % 5:02d}", f"{9 + place // 5:02d}:{place * 3:02d}")
        world.plan(at, _sign, world, units[number])
    world.plan(moment("2021-04-12", "16:00"), _excuse, world, units[33])
    for number in TAKEN_BACK:
        world.plan(moment("2021-04-15", f"09:{number}"), _take_back, world, units[number])
    for number in SIGNED_AGAIN:
        _plan_amendment(world, campaign, units[number], is_signed=number == SIGNED_AGAIN[0])


def participants_of(campaign):
    rows = campaign.participants.select_related("body", "sector", "campaign__organiser")
    by_code = {row.body.code: row for row in rows}
    return {unit["number"]: by_code[unit["code"]] for unit in UNITS}


def line_of(campaign, position):
    return campaign.indicators.get(position=position)


def _note_last_year(world, campaign, units):
    """What the unit did in 2020 for the aims that were the same then."""
    officer = world.access("chuyenvien.tinhbien", moment("2021-03-06").date())
    spread, bargain, culture = (line_of(campaign, position) for position in (1, 2, CULTURE))
    for unit in UNITS:
        participant = units[unit["number"]]
        offices = max(1, unit["work_units"])
        values = {spread.pk: (SCALE, None), culture.pk: ((offices - offices // 6) * SCALE, offices * SCALE)}
        if unit["sector"] == "dn-ngoai-nn":
            firms = unit["enterprises"]
            values[bargain.pk] = ((firms - firms // 3) * SCALE, firms * SCALE)
        note_prior(
            participant, values, by=officer, at=moment("2021-03-06"), source="Báo cáo tổng kết năm 2020"
        )


# Registering ----------------------------------------------------------------------------------------------------------


def _send(world, campaign, participant, number, at):
    by = world.chair(participant.body, at)
    registration = registration_of(participant)
    if number not in TAKEN:
        _decline(campaign, registration, by, at)
    take_assigned(registration, by=by, at=at)
    _aim(world, registration, UNITS[number - 1], by, at)
    late_reason = LATE.get(number, ("", ""))[1]
    submit(registration, by=by, at=at, received_at=at, late_reason=late_reason)
    if number in TAKEN and number not in (*UNSIGNED, *TAKEN_BACK):
        _sign(world, participant, at)


def _decline(campaign, registration, by, at):
    is_office = registration.participant.sector.code in ("hcsn", "truong-hoc", "y-te")
    position, reason = (GROWTH, NO_PRIVATE) if is_office else (CULTURE, NO_CULTURE)
    lines = {line_of(campaign, position).pk: {"is_declined": True, "reason": reason}}
    save_lines(registration, lines, by=by, at=at)


def _aim(world, registration, unit, by, at):
    """Titles aimed at and the work offered, with the figures of the unit."""
    counts = {"ldtt": unit["ldtt"], "cstd-co-so": unit["cstd_co_so"], "cstd-tinh": unit["cstd_tinh"]}
    counts |= {unit[name]: 1 for name in ("collective", "form") if unit[name]}
    counts = {world.titles[code].pk: count for code, count in counts.items() if count}
    if counts:
        set_titles(registration, counts, by=by, at=at)
    if unit["work"]:
        set_works(registration, [{"name": unit["work"], "due_on": None}], by=by, at=at)


def _begin(world, campaign, participant, at):
    by = world.chair(participant.body, at)
    lines = {line_of(campaign, 1).pk: {"value": SCALE}}
    save_lines(registration_of(participant), lines, by=by, at=at)


def _enter_for(world, participant, at):
    """Nhập hộ: the officer types and sends what the unit told by telephone; the leader will approve."""
    officer = world.access("chuyenvien.tinhbien", at.date())
    registration = registration_of(participant)
    take_assigned(registration, by=officer, at=at)
    submit(registration, by=officer, at=at, received_at=at)


def _plan_answers(world, campaign, units):
    world.plan(moment("2021-03-31", "09:00"), _approve_all, world, units, APPROVED, "chuyenvien.tinhbien")
    world.plan(moment("2021-04-01", "10:00"), _approve_all, world, units, ON_BEHALF, "lanhdao.tinhbien")
    for number in RETURNED:
        world.plan(moment("2021-04-01", f"{14 + number % 3}:05"), _return, world, campaign, units, number)


def _approve_all(world, units, numbers, username, at):
    approve_many(_registrations(units, numbers), by=world.access(username, at.date()), at=at)


def _return(world, campaign, units, number, at):
    send_back(
        _registrations(units, [number])[0],
        by=world.access("chuyenvien.tinhbien", at.date()),
        at=at,
        reason="Đơn vị có lao động hợp đồng: đề nghị đăng ký phát triển đoàn viên.",
        lines={line_of(campaign, GROWTH).pk: "Đơn vị có lao động hợp đồng chưa là đoàn viên"},
    )


def _registrations(units, numbers):
    rows = Registration.objects.filter(participant__in=[units[number].pk for number in numbers])
    return list(rows.select_related("participant__body", "participant__campaign__organiser").order_by("pk"))


# Signing and amending -------------------------------------------------------------------------------------------------


def _sign(world, participant, at):
    by = world.chair(participant.body, at)
    pledge = Pledge.objects.signing().get(participant=participant)
    sign(pledge, by=by, at=at, received_at=at, password_age=35, seen_hash=pledge.content_hash)


def _excuse(world, participant, at):
    party = Pledge.objects.signing().get(participant=participant).parties.get()
    leader = world.access("lanhdao.tinhbien", at.date())
    note_absence(party, by=leader, at=at, reason="Hai doanh nghiệp tạm ngừng hoạt động cả giai đoạn.")


def _take_back(world, participant, at):
    leader = world.access("lanhdao.tinhbien", at.date())
    registration = Registration.objects.get(participant=participant)
    amend(
        registration, by=leader, at=at, reason="Đơn vị thay Chủ tịch CĐCS, đề nghị đăng ký lại trước khi ký."
    )


def _plan_amendment(world, campaign, participant, *, is_signed):
    """A line is taken back after the signature: a new version is agreed, and all sign again."""
    world.plan(moment("2021-04-15", "10:20"), _reopen, world, participant)
    world.plan(moment("2021-04-16", "08:30"), _send_again, world, campaign, participant)
    world.plan(moment("2021-04-19", "09:00"), _approve_again, world, participant)
    if is_signed:
        world.plan(moment("2021-04-20", "07:50"), _sign, world, participant)


def _reopen(world, participant, at):
    officer = world.access("chuyenvien.tinhbien", at.date())
    registration = Registration.objects.get(participant=participant)
    amend(registration, by=officer, at=at, reason="Đơn vị đề nghị điều chỉnh vì hoãn xét danh hiệu văn hóa.")


def _send_again(world, campaign, participant, at):
    chair = world.chair(participant.body, at)
    registration = Registration.objects.get(participant=participant)
    lines = {line_of(campaign, CULTURE).pk: {"is_declined": True, "reason": "Hoãn xét do dịch bệnh."}}
    save_lines(registration, lines, by=chair, at=at)
    submit(registration, by=chair, at=at, received_at=at)


def _approve_again(world, participant, at):
    registration = Registration.objects.get(participant=participant)
    approve(registration, by=world.access("chuyenvien.tinhbien", at.date()), at=at)
