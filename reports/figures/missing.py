"""What is not in the figures, for which reason, and what happens next?"""

from collections import defaultdict

from reports.figures.rows import days_late, local_day
from reports.summary import JUDGED, MISSING, NONE_ARISEN, NOT_APPLICABLE, WORDS, ZERO, Absence, short_day
from unions.quantities import show

STATES = {"open": "Chưa gửi", "declared": "Chờ duyệt", "returned": "Trả lại", "verified": "Đã duyệt"}
NEXT = {
    "open": "Đơn vị gửi kết quả",
    "declared": "Công đoàn cấp trên duyệt",
    "returned": "Đơn vị bổ sung và gửi lại",
    "verified": "Đơn vị gửi dòng còn thiếu",
}
ORDER = ("open", "returned", "declared", "verified")
OUT = "Ra khỏi tử số và mẫu số"
STAYS = "Vẫn ở mẫu số, không tính là 0"
NAMED = 2  # so many units of a group are named; of larger groups the number and the blocs


def absences(reading, lines, grid, due_at):
    """All of them, those somebody must act on first."""
    found = _unreported(reading, lines, grid, due_at)
    found += _accepted(reading, lines, grid, NONE_ARISEN, "Không phát sinh")
    found += _accepted(reading, lines, grid, NOT_APPLICABLE, "Không áp dụng")
    found += _beyond_scope(reading, lines, grid)
    found += [_outside(member, reading.structure_on) for member in reading.outside]
    return tuple(found)


def _unreported(reading, lines, grid, due_at):
    """Units without a verified figure, one by one; those whose other lines are verified together by missing lines."""
    found, verified = [], defaultdict(list)
    for member in sorted(reading.members, key=lambda each: ORDER.index(each.result)):
        cells = grid.cells[member.pk]
        missing = [line for line, cell in zip(lines, cells, strict=True) if cell[0] == MISSING]
        if missing and member.result == "verified":
            verified[tuple(line.code for line in missing)].append(member)
        elif missing:
            declared = [(lines[place], row) for place, row in grid.declared.get(member.pk, ())]
            found.append(_one_unreported(member, missing, declared, due_at))
    return found + [_partly(codes, members) for codes, members in verified.items()]


def _partly(codes, members):
    return Absence(
        kind="Chưa báo cáo",
        who=_who(members),
        blocs=_blocs(members),
        units=len(members),
        indicators=", ".join(codes),
        state=STATES["verified"],
        effect=STAYS,
        reason="Kết quả đã duyệt không có dòng này",
        next_step=NEXT["verified"],
    )


def _one_unreported(member, missing, declared, due_at):
    sent = ", ".join(f"{line.code} {_sent(line, row)}".strip() for line, row in declared)
    return Absence(
        kind="Chưa báo cáo",
        who=member.name,
        blocs=_blocs([member]),
        units=1,
        indicators=", ".join(line.code for line in missing),
        state=STATES[member.result],
        effect=f"{STAYS}. Đã khai {sent} (chưa tính)" if sent else STAYS,
        reason=_reason(member, due_at),
        next_step=NEXT[member.result],
    )


def _reason(member, due_at):
    if member.result == "returned":
        day = local_day(member.returned_at)
        return f"{member.return_reason} (trả lại ngày {short_day(day)})" if day else member.return_reason
    if member.result == "declared":
        late = days_late(member.declared_at, due_at, member.result_is_late)
        sent = f"Gửi ngày {short_day(local_day(member.declared_at))}"
        why = f": {member.result_late_reason}" if member.result_late_reason else ""
        return f"{sent}, muộn {late} ngày{why}" if late else sent
    return "Chưa gửi kết quả"


def _sent(line, row):
    """What a unit declared, in a few signs."""
    _, _, cell, num, den, *_ = row
    if cell != "value":
        return {"none_arisen": "Không phát sinh", "not_applicable": "Không áp dụng"}.get(cell, "")
    if line.layout in (WORDS, JUDGED) or num is None:
        return "đã khai"
    if line.layout == ZERO:
        return f"{show(num, line.scale)} vụ"
    if den in (None, line.scale) and line.kind in ("unit_share", "done", "attainment"):
        return "Có" if num else "Không"
    return f"{show(num, line.scale)}/{show(den, line.scale)}" if den is not None else show(num, line.scale)


def _accepted(reading, lines, grid, state, kind):
    """Lines a unit itself put aside with a reason that was accepted."""
    found = []
    for member in reading.members:
        by_reason = defaultdict(list)
        for line, cell in zip(lines, grid.cells[member.pk], strict=True):
            words, is_scope = grid.reasons.get((member.pk, line.key), ("", False))
            if cell[0] == state and not is_scope:
                by_reason[words].append(line.code)
        found += [
            Absence(kind, member.name, _blocs([member]), 1, ", ".join(codes), "Đã duyệt", OUT, words, "")
            for words, codes in by_reason.items()
        ]
    return found


def _beyond_scope(reading, lines, grid):
    """Units an indicator does not concern, those with the same indicators and reasons together."""
    groups = defaultdict(list)
    for member in reading.members:
        out = [line for line in lines if grid.reasons.get((member.pk, line.key), ("", False))[1]]
        if out:
            words = sorted({grid.reasons[member.pk, line.key][0].split(";")[0].rstrip(".") for line in out})
            groups[tuple(line.code for line in out), tuple(words)].append(member)
    return [
        Absence(
            kind="Không áp dụng",
            who=_who(members),
            blocs=_blocs(members),
            units=len(members),
            indicators=", ".join(codes),
            state="",
            effect=OUT,
            reason="; ".join(words),
            next_step="",
        )
        for (codes, words), members in groups.items()
    ]


def _who(members):
    if len(members) <= NAMED:
        return "; ".join(member.name for member in members)
    return f"{len(members)} đơn vị"


def _blocs(members):
    numbers = sorted({member.mark for member in members if member.mark is not None})
    return ", ".join(map(str, numbers))


def _outside(member, day):
    if member.left_on is not None and member.left_on <= day:
        kind, reason = "Đã rời", f"{member.left_reason} (từ ngày {short_day(member.left_on)})"
    else:
        kind, reason = "Tham gia sau", f"Tham gia từ ngày {short_day(member.joined_on)}"
    return Absence(
        kind, member.name, _blocs([member]), 1, "Tất cả", "", "Không tính là một đơn vị", reason, ""
    )
