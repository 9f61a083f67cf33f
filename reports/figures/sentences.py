"""How are figures said in sentences? Drafted here, edited by people in the report."""

from reports.summary import AMOUNT, ZERO
from unions.quantities import show

NAMED = 3


def names(members):
    """Up to three names, then how many more."""
    shown = "; ".join(member.name for member in members[:NAMED])
    rest = len(members) - NAMED
    return f"{shown} và {rest} đơn vị khác" if rest > 0 else shown


def counted(line):
    """ "30/34 CĐCS (88,24%)", "1.512 đoàn viên", "0 vụ": the figure with its unit."""
    total = line.total
    unit = line.unit if line.unit and line.unit != "%" else "" if line.layout == AMOUNT else "đơn vị"
    if line.layout == ZERO:
        return f"{show(total.occurrences, line.scale)} {line.unit or 'vụ'}"
    num = show(total.num, line.scale)
    if line.layout == AMOUNT:
        share = f" ({total.percent}%)" if total.has_share else ""
        return f"{num} {unit}".strip() + share
    if total.has_share:
        return f"{num}/{show(total.den, line.scale)} {unit} ({total.percent}%)"
    return total.rate or num


def against(line):
    """ ", vượt 7,35 điểm phần trăm so với mức giao trên 75%"."""
    points = line.total.points
    level = "mức phấn đấu" if line.is_aspiration else "mức giao"
    if points is None:
        return f"; {level} {line.aim}" if any(map(str.isdigit, line.aim)) else ""
    if points == 0:
        return f", đúng bằng {level} {line.aim}" if line.comparator == "gt" else f", bằng {level} {line.aim}"
    words = "vượt" if points > 0 else "thấp hơn"
    return f", {words} {show(abs(points), 100)} điểm phần trăm so với {level} {line.aim}"


def sentence(line):
    """One sentence per indicator, as a report would say it."""
    total = line.total
    if total.verdict == "not_applicable":
        return f"{line.code}: không đơn vị nào thuộc phạm vi."
    if total.verdict == "none_arisen":
        return f"{line.code}: không phát sinh trong kỳ."
    if total.num is None:
        return f"{line.code}: chưa có số liệu được duyệt. Đánh giá: {total.verdict_label}."
    if line.layout == ZERO:
        seen = f"đã để xảy ra {counted(line)}" if total.occurrences else "chưa ghi nhận vụ nào"
        sure = f"{show(total.num, line.scale)}/{total.asked} đơn vị đã xác nhận không để xảy ra"
        return f"{line.code}: {seen}; {sure}. Đánh giá: {total.verdict_label}."
    missing = f"; {total.missing:02d} đơn vị chưa có số liệu được duyệt" if total.missing else ""
    return f"{line.code}: {counted(line)}{against(line)}{missing}. Đánh giá: {total.verdict_label}."


def note(line, short_units, blocs):
    """What stands beside the verdict: why, who, what is still needed."""
    total, parts = line.total, []
    if line.is_aspiration:
        parts.append("Mức phấn đấu.")
    if line.layout == ZERO:
        parts.append(f"Đã để xảy ra ở: {names(short_units)}." if short_units else "Chưa ghi nhận vụ nào.")
    elif short_units and total.verdict != "met":
        parts.append(f"{len(short_units):02d} đơn vị chưa đạt: {names(short_units)}.")
    if total.verdict == "met" and total.missing:
        parts.append(f"Đạt kể cả khi {total.missing:02d} đơn vị chưa báo cáo không thực hiện.")
    elif total.missing:
        parts.append(f"{total.missing:02d} đơn vị chưa có số liệu được duyệt.")
    parts += exact_hits(line, total, "")
    for bloc, tally in zip(blocs, line.blocs, strict=True):
        parts += exact_hits(line, tally, f"Riêng {bloc.name} ")
    return " ".join(parts)


def exact_hits(line, tally, who):
    """Exactly at the level of "trên" is not met, and whoever reads it must learn why."""
    if line.comparator != "gt" or tally.verdict not in ("unmet", "not_yet") or not is_exact(line, tally):
        return []
    figure = f"{tally.percent}% ({show(tally.num, line.scale)}/{show(tally.den, line.scale)})"
    said = f"{who}đúng {figure}: chưa đạt, vì mức giao là {line.aim}."
    return [said[0].upper() + said[1:]]


def is_exact(line, tally):
    if line.layout == AMOUNT:
        return tally.num == line.value
    return tally.has_share and line.value is not None and tally.num * 1_000_000 == line.value * tally.den


def bloc_note(line, tally):
    if exact_hits(line, tally, ""):
        return f"Đúng mức, mức giao là {line.aim}"
    parts = []
    if tally.none_arisen:
        parts.append(f"{tally.none_arisen:02d} đơn vị không phát sinh")
    if tally.not_applicable and tally.asked:
        parts.append(f"{tally.not_applicable:02d} đơn vị không áp dụng")
    return "; ".join(parts)


def situation(head, standing, bloc_count):
    """The sentences about all units, in the order of a report."""
    people = ""
    if standing.workers:
        people = f", với {show(standing.workers)} người lao động, {show(standing.members)} đoàn viên"
        people += f"; nữ {show(standing.women)} người" if standing.women else ""
    blocs = f" trong {bloc_count:02d} khối thi đua" if bloc_count else ""
    first = f"Phong trào có {standing.units} đơn vị tham gia{blocs}{people}."
    total = standing.units
    parts = [f"{standing.reg_approved}/{total} đơn vị có bản đăng ký được duyệt"]
    parts.append(f"{standing.pledged}/{total} đơn vị đã ký giao ước")
    late = f", {standing.res_late:02d} nộp muộn" if standing.res_late else ""
    parts.append(f"{standing.res_sent}/{total} đơn vị đã gửi kết quả, {standing.res_on_time} đúng hạn{late}")
    return (first, f"{'; '.join(parts)}; đã duyệt {standing.res_verified}/{total} đơn vị.")


def attention(lines, members):
    """What a leader should act on, at most eight points."""
    urgent = ("unmet", "not_yet", "incomplete", "undecided")
    concerned = [line for line in lines if line.note and line.total.verdict in urgent]
    concerned.sort(key=lambda line: urgent.index(line.total.verdict))
    found = [f"{line.code}: {line.note}" for line in concerned[:6]]
    unsent = [member for member in members if member.result == "open"]
    returned = [member for member in members if member.result == "returned"]
    waiting = [member for member in members if member.result == "declared"]
    asked = [
        f"{names(group)} ({label})" for group, label in ((unsent, "Chưa gửi"), (returned, "Trả lại")) if group
    ]
    if asked:
        found.append(f"Cần đôn đốc: {'; '.join(asked)}.")
    if waiting:
        found.append(f"Cần duyệt: {names(waiting)}.")
    return tuple(found)


def overall(verdict_counts):
    measured = sum(count for *_, count in verdict_counts)
    said = ", ".join(f"{count:02d} {label}" for _, label, count in verdict_counts if count)
    if not measured:
        return "Phong trào không có chỉ tiêu đo bằng số."
    return f"Trong {measured:02d} chỉ tiêu có số đo: {said}."
