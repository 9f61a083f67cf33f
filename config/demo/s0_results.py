"""S0, end of April: who has reported phase 1, who has been verified, and who has to mend something?

Numbers are those of `s0_units`; the figures follow the invented table of the printed example.
"""

from config.demo.papers import sheet
from config.demo.s0_pledges import line_of, participants_of
from config.demo.world import moment
from emulation.indicator_kinds import CellState
from targets.declaring import confirm_zero, declare, save_results
from targets.files import attach
from targets.result_lines import lines_of, results_of
from targets.verifying import send_back, verify_many
from unions.quantities import SCALE

SPREAD, BARGAIN, CULTURE, SAFETY, EXAMPLE = 1, 2, 6, 7, 11
VERIFIED_EARLY = (1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16, 17)
VERIFIED_LATE = (19, 20, 21, 23, 24, 25, 26, 27, 29, 30, 31, 33, 39)
WAITING = (2, 18)
WAITING_ON_BEHALF = (14, 34)
RETURNED = {
    12: (SPREAD, "Thiếu biên bản hội nghị tuyên truyền."),
    22: (EXAMPLE, "Thiếu kế hoạch học tập và làm theo Bác của năm 2021."),
}
PROVED = (1, 8, 30)  # with the minutes of the meeting
BEGUN = (28, 37, 38)  # typed something, sent nothing
# number of the unit: {position: (num, den)} where it is not a plain yes
FIGURES = {
    2: {CULTURE: (6, 6)},
    4: {CULTURE: (7, 8)},
    21: {CULTURE: (0, None)},
    27: {SPREAD: (0, None), BARGAIN: (1, 2), CULTURE: (1, 2)},
    30: {BARGAIN: (8, 9), CULTURE: (6, 9)},
}
NONE_ARISEN = {33: (BARGAIN, CULTURE, SAFETY)}
NOT_APPLICABLE = {20: {CULTURE: "Sáp nhập từ 01/3/2021, chưa đủ thời gian đăng ký danh hiệu."}}
WORDS = {
    3: "Họp Ban Chấp hành đúng kỳ, có sổ ghi biên bản; cập nhật đủ đoàn viên vào phần mềm.",
    4: "Kết nạp thêm đoàn viên trong quý I; tiếp tục vận động lao động mới.",
    5: "Cử cán bộ dự lớp tập huấn nghiệp vụ do LĐLĐ huyện tổ chức.",
    8: "Phát động tuần lễ vệ sinh nơi làm việc, bổ sung bảng chỉ dẫn an toàn.",
}


def build(world, campaign):
    """Plan it all; `world.play` does it in the order of the days."""
    units = participants_of(campaign)
    phase = campaign.phases.get(number=1)
    early = (*VERIFIED_EARLY, *RETURNED, *WAITING)
    for place, number in enumerate(early):
        day = 23 if place < 8 else 26 + place // 12
        world.plan(
            moment(f"2021-04-{day}", f"{8 + place % 8:02d}:{5 + place:02d}"),
            _report,
            world,
            units,
            phase,
            number,
        )
    for place, number in enumerate(VERIFIED_LATE):
        at = moment("2021-04-29", f"{8 + place // 2:02d}:{12 + place % 2 * 26:02d}")
        world.plan(at, _report, world, units, phase, number)
    for number in WAITING_ON_BEHALF:
        world.plan(moment("2021-04-29", f"{number // 4 + 6:02d}:25"), _report, world, units, phase, number)
    for number in BEGUN:
        world.plan(moment("2021-05-02", f"{number // 4 + 8:02d}:10"), _begin, world, units[number], phase)
    _plan_review(world, units, phase)


def _begin(world, participant, phase, at):
    by = world.chair(participant.body, at)
    lines = {line_of(phase.campaign, SPREAD).pk: {"num": SCALE}}
    save_results(participant, phase, lines, by=by, at=at)


def _report(world, units, phase, number, at):
    participant = units[number]
    on_behalf = number in WAITING_ON_BEHALF
    by = world.access("chuyenvien.tinhbien", at.date()) if on_behalf else world.chair(participant.body, at)
    lines, zeros = {}, []
    for line in lines_of(participant, phase):
        position = line.indicator.position
        if line.indicator.kind == "zero":
            zeros.append(line.indicator.pk)
        else:
            lines[line.indicator.pk] = _answer(line, position, number)
    save_results(participant, phase, lines, by=by, at=at)
    if number in PROVED:
        paper = sheet("Biên bản hội nghị tuyên truyền (mẫu)", number)
        rows = results_of(participant, phase)
        attach(participant, phase, [rows[line_of(phase.campaign, SPREAD).pk]], paper, by=by, at=at)
    if zeros:
        confirm_zero(participant, phase, zeros, by=by, at=at)
    declare(participant, phase, by=by, at=at, received_at=at)


def _answer(line, position, number):
    if position in NONE_ARISEN.get(number, ()):
        return {"cell": CellState.NONE_ARISEN.value}
    if reason := NOT_APPLICABLE.get(number, {}).get(position):
        return {"cell": CellState.NOT_APPLICABLE.value, "reason": reason}
    if line.indicator.kind == "narrative":
        return {"text": WORDS[position]}
    num, den = FIGURES.get(number, {}).get(position, (None, None))
    if num is None:
        return {"num": SCALE if line.fact is None else line.fact, "den": line.fact}
    return {"num": num * SCALE, "den": den and den * SCALE}


def _plan_review(world, units, phase):
    early, late = moment("2021-04-28", "16:30"), moment("2021-05-03", "07:40")
    world.plan(early, _verify_all, world, units, phase, VERIFIED_EARLY, "chuyenvien.tinhbien")
    world.plan(late, _verify_all, world, units, phase, VERIFIED_LATE, "lanhdao.tinhbien")
    for number in RETURNED:
        at = moment("2021-05-03", f"07:{45 + number // 9:02d}")
        world.plan(at, _return, world, units[number], phase, RETURNED[number])


def _verify_all(world, units, phase, numbers, username, at):
    verify_many([units[number] for number in numbers], phase, by=world.access(username, at.date()), at=at)


def _return(world, participant, phase, remark, at):
    position, reason = remark
    send_back(
        participant,
        phase,
        by=world.access("lanhdao.tinhbien", at.date()),
        at=at,
        reason=reason,
        lines={line_of(phase.campaign, position).pk: "Bổ sung minh chứng"},
    )
