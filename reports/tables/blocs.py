"""Table 2: how far is each bloc, indicator by indicator? Sums recomputed as Σn/Σd, never averaged."""

from reports.tables.grid import DASH, Grid, figure, height, rate, verdict

LEGEND = (
    "Màu nền theo cột Đánh giá ở bảng 2.2: xanh lá là Đạt, vàng cam là Chưa đạt, xanh lam là Chưa đủ số liệu, đỏ là "
    "Không đạt, xám là Không phát sinh hoặc Không áp dụng."
)
HEADS = (
    ("TT", 5),
    ("Khối thi đua", 48),
    ("Số đơn vị trong phạm vi", 12),
    ("Tử số", 12),
    ("Mẫu số", 12),
    ("Tỷ lệ (số vụ)", 13),
    ("Cần ít nhất", 11),
    ("Chưa báo cáo", 11),
    ("Đánh giá", 17),
    ("Ghi chú", 34),
)
WHOLE = "Toàn bộ"
MONEY = ("Tử số", "Mẫu số", "Cần ít nhất")  # columns that may hold đồng


def table(summary):
    matrix = max(0, len(summary.measured) - 7)
    wide = 17 if summary.has_money else 0
    widths = [max(width, wide) if name in MONEY else width for name, width in HEADS]
    grid = Grid("Theo khối", (*widths, *[12.0] * matrix))
    grid.heading(summary, "BIỂU 2. KẾT QUẢ THEO KHỐI THI ĐUA")
    grid.row()
    _matrix(grid, summary)
    grid.row()
    grid.row([("2.2. Chi tiết tử số, mẫu số", "section")], 22)
    head = grid.row([(name, "head") for name, _ in HEADS], 32)
    grid.repeat = f"{head}:{head}"
    grid.freeze = "C4"
    for line in summary.measured:
        _details(grid, summary, line)
    return grid


def _matrix(grid, summary):
    """Rates only, one column per indicator: what a leader reads first."""
    lines = summary.measured
    grid.row([("2.1. Tỷ lệ thực hiện theo khối", "section")], 18)
    heads = [("TT", "head"), ("Khối thi đua", "head")]
    heads += [(f"{line.code}\n{line.short}", "head.small") for line in lines]
    grid.row([*heads, ("Đã duyệt (số đơn vị)", "head.small")], 62)
    for place, bloc in enumerate(summary.blocs):
        standing = summary.bloc_standings[place]
        tallies = [line.blocs[place] for line in lines]
        cells = [(place + 1, "cell.int"), (bloc.name, "left"), *map(_coloured, tallies)]
        verified = (f"{standing.res_verified}/{standing.units}", "cell.text")
        grid.row([*cells, verified], height((bloc.name, 48), least=19))
    whole = [(None, "total.text"), (WHOLE, "total.left"), *[_coloured(line.total) for line in lines]]
    standing = summary.standing
    grid.row([*whole, (f"{standing.res_verified}/{standing.units}", "total.text")], 19)
    grid.row([(LEGEND, "legend")], 16)


def _coloured(tally):
    if not tally.verdict:
        return rate(tally, "cell")
    if tally.verdict in ("not_applicable", "none_arisen"):
        return (tally.verdict_label, f"cell.text.{tally.verdict}")
    value, look = rate(tally, "cell")
    return (value, f"{look}.{tally.verdict}")


def _details(grid, summary, line):
    band = grid.row([(f"{line.code}. {line.statement}", "band.left"), *[(None, "band.left")] * 9], 18)
    grid.rows[-1] = (height((line.statement, 165), least=18), 0, grid.rows[-1][2])
    grid.merge(band, 1, band, 10)
    for place, bloc in enumerate(summary.blocs):
        row = grid.row(
            _cells(line, line.blocs[place], place + 1, bloc.name), _height(bloc, line.blocs[place])
        )
        grid.marks[line.key, place] = row
    grid.row(_whole(line), 18)


def _height(bloc, tally):
    return height((bloc.name, 48), (tally.note, 36))


def _cells(line, tally, place, name):
    is_out = tally.verdict == "not_applicable"
    found = [
        (place, "cell.int"),
        (name, "left"),
        (DASH, "cell.text") if is_out else (tally.asked, "cell.int"),
    ]
    found += [
        figure(tally.num, line.scale, "cell"),
        figure(tally.den, line.scale, "cell"),
        rate(tally, "cell"),
    ]
    found += [
        figure(tally.needed, line.scale, "cell"),
        (DASH, "cell.text") if is_out else (tally.missing, "cell.int"),
    ]
    return [*found, verdict(tally), (tally.note or None, "note")]


def _whole(line):
    tally, scale = line.total, line.scale
    return [
        (None, "total.text"),
        (WHOLE, "total.left"),
        (tally.asked, "total.int"),
        figure(tally.num, scale, "total"),
        figure(tally.den, scale, "total"),
        rate(tally, "total"),
        figure(tally.needed, scale, "total"),
        (tally.missing, "total.int"),
        verdict(tally),
        (None, "total.left"),
    ]
