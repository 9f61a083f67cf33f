"""Sheet "Kiểm tra": does every total written as a number equal what Excel itself adds up from the units' rows?"""

from reports.summary import AMOUNT, JUDGED, WORDS, ZERO
from reports.tables.grid import DASH, Grid, letter
from reports.tables.participation import COUNTS
from unions.sheets import Formula

HEADS = (
    ("TT", 6),
    ("Số được kiểm tra", 60),
    ("Số ghi trong biểu", 18),
    ("Excel tính lại", 18),
    ("Chênh lệch", 14),
)
REMARK = (
    "Mỗi dòng lấy một số tổng đã ghi và để Excel cộng lại từ dòng của từng đơn vị; cột Chênh lệch phải bằng 0. "
    "Chỉ tờ này có công thức; phần mềm không tính được công thức sẽ để trống."
)


def table(summary, by_indicator, by_bloc, by_unit, taking_part):
    grid = Grid("Kiểm tra", tuple(width for _, width in HEADS))
    grid.heading(summary, "KIỂM TRA CÁC SỐ TỔNG", REMARK)
    grid.row()
    checks = list(_of_indicators(summary, by_indicator, by_bloc, by_unit))
    checks += _of_standing(summary, taking_part)
    first = grid.next + 2
    last = first + len(checks) - 1
    whole = Formula(f"=SUMPRODUCT(ABS(E{first}:E{max(first, last)}))")
    label = "Cộng các chênh lệch (phải bằng 0)"
    grid.row(
        [(None, "total.text"), (label, "total.left"), *[(None, "total.text")] * 2, (whole, "total.text")], 20
    )
    head = grid.row([(name, "head") for name, _ in HEADS], 22)
    grid.freeze, grid.repeat = f"A{head + 1}", f"{head}:{head}"
    for place, (name, written, again) in enumerate(checks, 1):
        row = grid.next
        difference = Formula(f"=ROUND(C{row}-D{row},4)")
        cells = [
            (place, "cell.int"),
            (name, "left"),
            (Formula(written), "cell.text"),
            (Formula(again), "cell.text"),
        ]
        grid.row([*cells, (difference, "bold.text")], 16)
    return grid


def _of_indicators(summary, by_indicator, by_bloc, by_unit):
    """(name, formula of the written figure, formula over the units) of every sum."""
    for line in summary.measured:
        if line.layout == WORDS or line.total.num is None:
            continue
        for part, column in _parts(line):
            name = f"{line.code} – {'tử số' if part == 'num' else 'mẫu số'}"
            where = letter(by_unit.marks[line.key] + column)
            at = f"{letter(by_indicator.marks[part])}{by_indicator.marks[line.key]}"
            yield f"{name} – toàn bộ", f"=N('{by_indicator.title}'!{at})", _sum(by_unit, where, None)
            for place, bloc in enumerate(summary.blocs):
                if getattr(line.blocs[place], part) is None:
                    continue
                at = f"{'D' if part == 'num' else 'E'}{by_bloc.marks[line.key, place]}"
                again = _sum(by_unit, where, bloc)
                yield f"{name} – {bloc.name}", f"=N('{by_bloc.title}'!{at})", again


def _parts(line):
    """Which figure of the line stands in which of its columns; denominators only where units carry them."""
    if line.layout == ZERO:
        return (("num", 1),)
    if line.layout == AMOUNT:
        return (("num", 0),)
    first = 1 if line.layout == JUDGED else 0
    return (("num", first), ("den", first + 1))


def _sum(by_unit, column, bloc):
    first, last = by_unit.marks["rows"]
    cells = f"'{by_unit.title}'!${column}${first}:${column}${last}"
    ranks = f"'{by_unit.title}'!$A${first}:$A${last}"
    if bloc is None:
        return f'=SUMIFS({cells},{ranks},">0")'
    blocs = f"'{by_unit.title}'!$C${first}:$C${last}"
    return f'=SUMIFS({cells},{ranks},">0",{blocs},{_mark(bloc)})'


def _mark(bloc):
    return bloc.number if bloc.number is not None else f'"{DASH}"'


def _of_standing(summary, taking_part):
    first, last = taking_part.marks["rows"]
    title = taking_part.title

    def cells(column):
        return f"'{title}'!${column}${first}:${column}${last}"

    groups = [
        (None, None, "toàn bộ"),
        *[(place, bloc, bloc.name) for place, bloc in enumerate(summary.blocs)],
    ]
    for place, bloc, name in groups:
        row = taking_part.marks["standing", place]
        of_bloc = "" if bloc is None else f",{cells('C')},{_mark(bloc)}"
        for number, (head, _, column, criterion) in enumerate(COUNTS):
            if criterion is None:
                continue
            written = f"=N('{title}'!{letter(4 + number)}{row})"
            what = {"D": "Đăng ký", "G": "Đăng ký", "H": "Giao ước"}.get(column, "Kết quả")
            again = f'=COUNTIFS({cells(column)},{criterion},{cells("A")},">0"{of_bloc})'
            yield f"{what}: {head.lower()} – {name}", written, again
