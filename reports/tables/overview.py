"""The first sheet: six counts, one verdict per indicator, two charts and what needs attention, on one page."""

from reports.summary import ZERO, short_day
from reports.tables.grid import LINE_POINTS, Chart, Grid, figure, height, letter, lines, rate, verdict
from reports.tables.indicators import level

WIDTH = 6.9
COLUMNS = 24
CM = 0.0353  # of one point
COLUMN_CM = 1.52
BLUE, GREY = "1F5C99", "C5CCD6"
STATES = (
    ("Đã duyệt", 11, "2E7D4F"),
    ("Chờ duyệt", 12, "E0A030"),
    ("Trả lại", 13, "C0504D"),
    ("Chưa gửi", 14, "808080"),
)
# (head, first column, last column) of the table of indicators
TABLE = (
    ("Chỉ tiêu", 1, 5),
    ("Mức giao", 6, 7),
    ("Tử số", 8, 8),
    ("Mẫu số", 9, 9),
    ("Tỷ lệ", 10, 11),
    ("Đánh giá", 12, 14),
)


def table(summary, by_indicator, taking_part):
    grid = Grid("Tổng quan", (WIDTH,) * COLUMNS, one_page=True)
    _letterhead(grid, summary.head)
    _cards(grid, summary)
    grid.row(height=12)
    top = _verdicts(grid, summary)
    _charts(grid, summary, by_indicator, taking_part, top)
    return grid


def _place(grid, parts, points, above=()):
    """One row of (value, look, first, last) blocks, each merged over its columns."""
    cells = [None] * COLUMNS
    row = grid.next
    for value, look, first, last in parts:
        cells[first - 1] = (value, look)
        for column in range(first, last):
            cells[column] = (None, look)
        grid.merge(row, first, row, last)
    grid.row(cells, points)
    return row


def _letterhead(grid, head):
    _place(
        grid,
        [(head.parent.upper(), "super", 1, 12), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "issuer", 13, 24)],
        17,
    )
    _place(
        grid,
        [(head.organiser.upper(), "issuer", 1, 12), ("Độc lập - Tự do - Hạnh phúc", "issuer", 13, 24)],
        19,
    )
    _place(grid, [(None, "rule", 5, 8), (None, "rule", 17, 20)], 5)
    _place(grid, [(f"TỔNG HỢP KẾT QUẢ THI ĐUA {head.title.upper()}", "name", 1, 24)], 38)
    _place(grid, [(head.campaign, "issuer", 1, 24)], 4 + 17 * lines(head.campaign, 140))
    _place(grid, [(_days(head), "days", 1, 24)], 18)
    _place(grid, [(head.stamp, "seal", 1, 24)], 21)
    sample = "Số liệu mẫu – nhân sự, số liệu minh họa" if head.is_sample else None
    _place(grid, [(sample, "sample", 1, 24)], 13)


def _days(head):
    parts = []
    if head.starts_on and head.ends_on:
        parts.append(f"từ ngày {short_day(head.starts_on)} đến ngày {short_day(head.ends_on)}")
    if head.launched_on:
        parts.append(f"phát động ngày {short_day(head.launched_on)}")
    return f"({'; '.join(parts)})" if parts else None


def _cards(grid, summary):
    standing = summary.standing
    blocs = f"{len(summary.blocs):02d} khối thi đua" if summary.blocs else "chưa xếp khối"
    cards = (
        ("Đơn vị trong phạm vi", standing.units, blocs),
        ("Đăng ký được duyệt", standing.reg_approved, None),
        ("Đã ký giao ước", standing.pledged, None),
        ("Đã gửi kết quả", standing.res_sent, None),
        ("Kết quả đã duyệt", standing.res_verified, None),
        ("Gửi đúng hạn", standing.res_on_time, None),
    )
    spans = [(4 * place + 1, 4 * place + 4) for place in range(6)]
    foots = [foot or f"{standing.share(count) or '0,00'}% số đơn vị" for _, count, foot in cards]
    _place(grid, [(name, "card.label", *span) for (name, *_), span in zip(cards, spans, strict=True)], 17)
    grid.marks["cards"] = _place(
        grid, [(count, "card.value", *span) for (_, count, _), span in zip(cards, spans, strict=True)], 30
    )
    _place(grid, [(foot, "card.foot", *span) for foot, span in zip(foots, spans, strict=True)], 16)


def _verdicts(grid, summary):
    heads = [
        ("1. Kết quả theo chỉ tiêu", "section", 1, 14),
        ("2. Thực hiện so với mức giao (%)", "section", 16, 24),
    ]
    _place(grid, heads, 19)
    top = _place(grid, [(name, "head.small", first, last) for name, first, last in TABLE], 22)
    for line in summary.measured:
        total = line.total
        values = [(f"{line.code} {line.heading}", "left"), level(line), figure(total.num, line.scale, "cell")]
        values += [figure(total.den, line.scale, "cell"), rate(total, "cell"), verdict(total)]
        parts = [(*value, first, last) for value, (_, first, last) in zip(values, TABLE, strict=True)]
        points = height((values[0][0], 5 * WIDTH), (total.verdict_label, 19), least=21)
        grid.marks[line.key] = _place(grid, parts, points)
    counted = f"Cộng {len(summary.measured)} chỉ tiêu: {_counted(summary)}"
    _place(grid, [(counted, "band.left", 1, 14)], height((counted, 14 * WIDTH), least=20))
    codes = ", ".join(line.code for line in summary.measured if line.layout == ZERO)
    words = (
        f"{codes}: tử số là số đơn vị đã xác nhận không để xảy ra, cột Tỷ lệ ghi số vụ." if codes else None
    )
    grid.row([(words, "legend")], 15)
    return top


def _counted(summary):
    """The four common verdicts always, the rarer ones where they occur."""
    shown = [
        each
        for each in summary.verdict_counts
        if each[2] or each[0] in ("met", "not_yet", "incomplete", "unmet")
    ]
    return ", ".join(f"{count} {label}" for _, label, count in shown)


def _charts(grid, summary, by_indicator, taking_part, top):
    tall = sum(points or 15 for points, *_ in grid.rows[top - 1 : grid.next - 1])
    first, last = by_indicator.marks["chart"]
    if last >= first:
        series = (("Thực hiện", 3, BLUE), ("Mức giao", 4, GREY))
        size = {"anchor": f"P{top}", "width": 9 * COLUMN_CM, "height": max(6.0, tall * CM)}
        grid.charts.append(Chart(by_indicator.title, (first, last), 2, series, **size, format="0%", most=1))
    by_bloc = ("3. Tình trạng kết quả theo khối (số đơn vị)", "section", 1, 12)
    row = _place(grid, [by_bloc, ("4. Việc cần chú ý", "section", 14, 24)], 19) + 1
    if summary.blocs:
        rows = (taking_part.marks["standing", 0], taking_part.marks["standing", len(summary.blocs) - 1])
        size = {"anchor": f"A{row}", "width": 12 * COLUMN_CM, "height": 2.2 + 0.62 * len(summary.blocs)}
        grid.charts.append(Chart(taking_part.title, rows, 2, STATES, **size, is_stacked=True))
    used = 0.0
    for text in summary.attention or ("Không có việc nào cần chú ý.",):
        points = 4 + LINE_POINTS * lines(text, 10.6 * WIDTH)
        used += points
        _place(grid, [(f"• {text}", "bullet", 14, 24)], points)
    wanted = (2.4 + 0.62 * len(summary.blocs)) / CM
    while used < wanted:
        used += 15
        grid.row(height=15)
    grid.area = f"A1:{letter(COLUMNS)}{grid.next}"
