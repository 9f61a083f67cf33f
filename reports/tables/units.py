"""Table 3: what did each body report for each indicator, with the subtotals of its bloc above it?"""

from reports.summary import AMOUNT, JUDGED, MISSING, NONE_ARISEN, RATIO, SHARE, VALUE, WORDS, ZERO
from reports.tables.blocs import WHOLE
from reports.tables.grid import DASH, Grid, figure, height, letter, number, shape
from reports.tables.states import RESULT

REMARK = (
    "Có/Không: đơn vị đã làm hay chưa. Chưa báo cáo: không phải 0, vẫn ở mẫu số. Không áp dụng, Không phát sinh: ra "
    "khỏi cả tử số và mẫu số. Dòng cộng không đổi khi lọc."
)
FIRST = (("TT", 5), ("Đơn vị", 39), ("Khối số", 6), ("Khu vực", 19), ("Kết quả", 11))
LAST = ("Ghi chú", 32)
COLUMNS = {
    SHARE: (("Tử số", 7.2), ("Mẫu số", 7.2)),
    RATIO: (("Tử số", 8.5), ("Mẫu số", 8.5)),
    AMOUNT: (("Thực hiện", 9.5), ("Giao", 9.5)),
    ZERO: (("Số vụ", 6.7), ("Xác nhận", 7.6)),
    JUDGED: (("Số liệu", 11), ("Đạt", 7.2), ("Mẫu số", 7.2)),
    WORDS: (("Nội dung", 34),),
}
LABELS = {NONE_ARISEN: "Không phát sinh", "not_applicable": "Không áp dụng"}
# Repeated cells are made once: a thousand units are written in the time of a table head.
_ACROSS = {
    (state, wide): ((label, "across"), *[(None, "across")] * (wide - 1))
    for state, label in LABELS.items()
    for wide in (1, 2, 3)
}


def table(summary):
    columns = [_columns(line) for line in summary.lines]
    widths = [width for _, width in FIRST] + [width for each in columns for _, width in each] + [LAST[1]]
    grid = Grid("Theo đơn vị", tuple(widths), subtotal_above=True)
    grid.heading(summary, "BIỂU 3. KẾT QUẢ THEO ĐƠN VỊ", REMARK)
    grid.row()
    _head(grid, summary, columns)
    index = grid.index()
    grid.freeze, grid.repeat = f"C{grid.next}", f"5:{index}"
    _total(
        grid,
        summary.lines,
        WHOLE.upper(),
        "total",
        None,
        summary.standing,
        [line.total for line in summary.lines],
    )
    place = 0
    for bloc_place, (bloc, standing, units) in enumerate(summary.by_bloc):
        tallies = [line.blocs[bloc_place] for line in summary.lines]
        _total(grid, summary.lines, bloc.name, "band", bloc.number, standing, tallies)
        for unit in units:
            place += 1
            _unit(grid, summary.lines, unit, place, bloc.number)
    grid.filter = f"A{index}:{letter(grid.columns)}{max(index + 1, grid.next - 1)}"
    grid.marks["rows"] = (index + 1, grid.next - 1)
    _mark(grid, summary.lines)
    return grid


def _columns(line):
    """Heads and widths of one indicator; đồng are long numbers."""
    return [(name, max(width, 16) if line.scale == 1 else width) for name, width in COLUMNS[line.layout]]


def _mark(grid, lines):
    column = len(FIRST) + 1
    for line in lines:
        grid.marks[line.key] = column
        column += len(COLUMNS[line.layout])


def _head(grid, summary, columns):
    row = grid.next
    top, below = [], []
    for place, (name, _) in enumerate(FIRST, 1):
        head = f"{name} {summary.head.phase.lower()}".strip() if name == "Kết quả" else name
        top.append((head, "head"))
        below.append((None, "head"))
        grid.merge(row, place, row + 1, place)
    column = len(FIRST) + 1
    for line, each in zip(summary.lines, columns, strict=True):
        top += [(f"{line.code}\n{line.short}", "head.small"), *[(None, "head.small")] * (len(each) - 1)]
        below += [(name, "head.small") for name, _ in each]
        grid.merge(row, column, row, column + len(each) - 1)
        column += len(each)
    grid.row([*top, (LAST[0], "head")], 76)
    grid.row([*below, (None, "head")], 27)
    grid.merge(row, column, row + 1, column)


def _total(grid, lines, name, look, bloc_number, standing, tallies):
    """Sums, and under them the rates; for the whole and above the units of each bloc."""
    mark = (bloc_number if bloc_number is not None else DASH) if look == "band" else None
    first = [(None, f"{look}.text"), (name, f"{look}.left"), (mark, f"{look}.text"), (None, f"{look}.text")]
    cells = [*first, (f"{standing.res_verified}/{standing.units}", f"{look}.text")]
    rates = [
        (None, "cell.text"),
        ("Tỷ lệ thực hiện", "rate"),
        (mark, "cell.text"),
        *[(None, "cell.text")] * 2,
    ]
    for line, tally in zip(lines, tallies, strict=True):
        cells += _sums(line, tally, look)
        rates += _rate(line, tally)
    grid.row([*cells, (None, f"{look}.left")], height((name, 35), least=19))
    grid.row([*rates, (None, "note")], 16)


def _sums(line, tally, look):
    if line.layout == WORDS:
        return [(None, f"{look}.text")]
    if line.layout == AMOUNT:
        return [figure(tally.num, line.scale, look), figure(tally.given, line.scale, look)]
    if line.layout == ZERO:
        return [figure(tally.occurrences, line.scale, look), figure(tally.num, line.scale, look)]
    pair = [figure(tally.num, line.scale, look), figure(tally.den, line.scale, look)]
    return [(None, f"{look}.text"), *pair] if line.layout == JUDGED else pair


def _rate(line, tally):
    wide = len(COLUMNS[line.layout])
    if line.layout == WORDS:
        return [(None, "cell.text")]
    tone = tally.verdict or "soft"
    if tone in LABELS:
        return _ACROSS[tone, wide]
    if line.layout == ZERO:
        value, name = f"{number(tally.num, line.scale)}/{tally.asked} xác nhận", "text"
    elif tally.has_share:
        value, name = tally.num / tally.den, "pct"
    else:
        value, name = tally.rate or DASH, "text"
    look = f"rate.{name}.{tone}"
    return [(value, look), *[(None, look)] * (wide - 1)]


def _unit(grid, lines, unit, place, bloc_number):
    label, tone = RESULT[unit.result]
    cells = [
        (place, "cell.int"),
        (unit.name, "left"),
        (bloc_number if bloc_number is not None else DASH, "cell.text"),
        (unit.sector or None, "left"),
        (label, f"cell.text.{tone}"),
    ]
    told = [(unit.name, 36), (unit.note, 34)]
    for line, cell in zip(lines, unit.cells, strict=True):
        state = cell[0]
        if state == VALUE:
            cells += DRAWN[line.layout](line, cell)
            if line.layout == WORDS:
                told.append((cell[3], 34))
        elif state == MISSING:
            cells += _missing(line, cell)
        else:
            cells += _ACROSS[state, len(COLUMNS[line.layout])]
    cells.append((unit.note or None, "note"))
    grid.row(cells, height(*told, least=28 if unit.result != "verified" else 17), 1)


def _missing(line, cell):
    """The words instead of a number; the denominator stays where it is known."""
    words = ("Chưa báo cáo", "cell.missing")
    if line.layout == WORDS:
        return (words,)
    den = cell[2]
    last = (number(den, line.scale), "cell.int.incomplete") if den is not None else (None, "cell.missing")
    return (words, (None, "cell.missing"), last) if line.layout == JUDGED else (words, last)


_YES, _NO, _ONE = (1, "cell.yes"), (0, "cell.yes"), (1, "cell.int")


def _share(line, cell):
    _, num, den, _ = cell
    scale = line.scale
    if den == scale and num in (0, scale):
        return (_YES if num else _NO, _ONE)
    tone = ".not_yet" if line.kind in ("unit_share", "done") and num < den else ""
    return (
        (number(num, scale), f"cell.{shape(num, scale)}{tone}"),
        (number(den, scale), f"cell.{shape(den, scale)}"),
    )


def _amount(line, cell):
    return (figure(cell[1], line.scale, "cell"), figure(cell[2], line.scale, "cell"))


def _zero(line, cell):
    value, look = figure(cell[1], line.scale, "cell")
    return ((value, f"{look}.unmet" if cell[1] else look), (number(cell[2], line.scale), "cell.sure"))


def _judged(line, cell):
    _, num, den, own = cell
    met = (DASH, "cell.text") if num is None else (number(num, line.scale), "cell.met")
    return ((own or None, "cell.text"), met, figure(den, line.scale, "cell"))


def _words(line, cell):
    return ((cell[3] or None, "note"),)


DRAWN = {SHARE: _share, RATIO: _amount, AMOUNT: _amount, ZERO: _zero, JUDGED: _judged, WORDS: _words}
