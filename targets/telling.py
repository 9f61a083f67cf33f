"""How is a unit's answer said to a person: "82,35% (28/34)", "Có", "Không phát sinh"?"""

from emulation.indicator_kinds import CellState, Kind, Rating
from targets.answers import Shape, part_shape
from unions.quantities import percent, show, show_share

YES_WORDS = {Kind.ATTAINMENT: ("Đạt", "Chưa đạt")}


def yes_words(indicator):
    return YES_WORDS.get(indicator.kind, ("Có", "Không"))


def answer_words(line):
    """The whole answer of one line; what is only half entered is told as it stands."""
    row = line.result
    if row.cell == CellState.NONE_ARISEN:
        return CellState.NONE_ARISEN.label
    if row.cell == CellState.NOT_APPLICABLE:
        return f"{CellState.NOT_APPLICABLE.label}: {row.reason}"
    words = _figures(line)
    if line.shape == Shape.PARTS:
        words = parts_words(line)
    elif line.shape == Shape.WORDS:
        words = row.text
    if row.rating:
        words = Rating(row.rating).label
    if row.done_on and row.num:
        words = f"{words}, ngày {row.done_on:%d/%m/%Y}"
    if words:
        return words
    return "Công đoàn cấp trên ghi khi duyệt" if not line.is_asked else CellState.MISSING.label


def _figures(line):
    return figures_words(line, line.result.num, line.result.den)


def figures_words(line, num, den):
    """Two numbers of a line in words; also those declared before the reviewer adjusted them."""
    scale, unit = line.indicator.scale, unit_of(line)
    if num is None:
        return "" if den is None else f"…/{show(den, scale)} {unit}".strip()
    match line.shape:
        case Shape.YES_NO:
            return yes_words(line.indicator)[0 if num else 1]
        case Shape.SHARE:
            return show_share(num, den, scale) if den is not None else f"{show(num, scale)}/…"
        case Shape.AVERAGE if den:
            return f"{percent(num, 100 * den)} {unit} ({show(num, scale)}/{show(den, scale)})"
        case Shape.AVERAGE | Shape.CHANGE:
            pair = f"{show(num, scale)} so với {show(den, scale) or '…'} {unit}".strip()
            return f"{pair} ({_moved(num, den)})" if den else pair
        case Shape.ZERO:
            return f"Có {show(num, scale)} vụ" if num else _confirmed(line)
    return f"{show(num, scale)} {unit}".strip()


def _moved(num, den):
    if num == den:
        return "không đổi"
    return f"{'tăng' if num > den else 'giảm'} {percent(abs(num - den), den)}%"


def unit_of(line):
    return line.indicator.unit or ("đồng" if line.indicator.scale == 1 else "")


def _confirmed(line):
    known = line.confirmation
    if known is None:
        return "0 vụ, chưa xác nhận"
    days = f"{known.from_on:%d/%m/%Y} đến {known.until_on:%d/%m/%Y}"
    return f"Xác nhận không để xảy ra, từ {days} ({known.name})"


def parts_words(line):
    return "; ".join(f"{part.statement}: {part_words(part, line.parts.get(part.pk))}" for part in line.asked)


def part_words(part, pair):
    num, den = pair or (None, None)
    if num is None:
        return "chờ người duyệt kết luận" if part.judged_by_reviewer else "chưa báo cáo"
    if part.judged_by_reviewer:
        return "đạt" if num else "chưa đạt"
    match part_shape(part):
        case Shape.YES_NO:
            return "có" if num else "không"
        case Shape.SHARE if den is not None:
            return show_share(num, den)
    return show(num)


def prior_words(indicator, shape):
    """Last year's result, read along as `prior_num` and `prior_den` (see `result_lines.lines_of`)."""
    if shape == Shape.YES_NO:
        return yes_words(indicator)[0 if indicator.prior_num else 1]
    if indicator.prior_den is not None:
        return show_share(indicator.prior_num, indicator.prior_den, indicator.scale)
    return f"{show(indicator.prior_num, indicator.scale)} {indicator.unit}".strip()
