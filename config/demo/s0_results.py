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

SPREAD, BARGAIN, CULTURE, SAFETY = 1, 2, 6, 7
VERIFIED_EARLY = (1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16, 17)
VERIFIED_LATE = (19, 20, 21, 23, 24, 25, 26, 29)
WAITING = (2, 18, 30, 33)
WAITING_ON_BEHALF = (14, 34)
RETURNED = {
    12: (SPREAD, "Thiếu biên bản hội nghị tuyên truyền."),
    27: (SAFETY, "Thiếu quyết định kiện toàn bộ máy an toàn, vệ sinh lao động của một doanh nghiệp."),
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
    units = participants_of(campaign)
    phase = campaign.phases.get(number=1)
    sent = (*VERIFIED_EARLY, *VERIFIED_LATE, *WAITING, *RETURNED)
    for place, number in enumerate(sent):
        day = f"2021-04-{23 + place // 4 % 4 + (3 if number in VERIFIED_LATE or place > 16 else 0):02d}"
        at = moment(day, f"{8 + place % 8:02d}:{5 + place:02d}")
        by = world.chair(units[number].body, at)
        _report(units[number], phase, number, by, at)
    officer = world.access("chuyenvien.tinhbien", moment("2021-04-28").date())
    for number in WAITING_ON_BEHALF:
        _report(units[number], phase, number, officer, moment("2021-04-28", f"{number // 4 + 6:02d}:25"))
    for number in BEGUN:
        at = moment("2021-05-02", f"{number // 4 + 8:02d}:10")
        by = world.chair(units[number].body, at)
        first = line_of(campaign, SPREAD)
        save_results(units[number], phase, {first.pk: {"num": SCALE}}, by=by, at=at)
    _review(world, units, phase)


def _report(participant, phase, number, by, at):
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


def _review(world, units, phase):
    early, late = moment("2021-04-28", "15:30"), moment("2021-05-03", "07:40")
    officer = world.access("chuyenvien.tinhbien", early.date())
    leader = world.access("lanhdao.tinhbien", late.date())
    verify_many([units[number] for number in VERIFIED_EARLY], phase, by=officer, at=early)
    verify_many([units[number] for number in VERIFIED_LATE], phase, by=leader, at=late)
    for number, (position, reason) in RETURNED.items():
        line = line_of(phase.campaign, position)
        send_back(
            units[number],
            phase,
            by=leader,
            at=moment("2021-05-03", f"07:{45 + number // 9:02d}"),
            reason=reason,
            lines={line.pk: "Bổ sung minh chứng"},
        )
