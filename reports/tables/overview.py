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
HEADS = ("Chỉ tiêu", "Mức giao", "Tử số", "Mẫu số", "Tỷ lệ", "Đánh giá")
# First and last column of each in the table of indicators.
SPANS = ((1, 5), (6, 7), (8, 8), (9, 9), (10, 11), (12, 14))
MONEY_SPANS = ((1, 4), (5, 6), (7, 8), (9, 10), (11, 12), (13, 14))  # đồng are long numbers
CHART_CM = 6.0


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
    if not summary.has_pledge:
        cards = (*cards[:2], (cards[2][0], 0, "không ký giao ước"), *cards[3:])
    foots = [foot or f"{standing.share(count) or '0,00'}% số đơn vị" for _, count, foot in cards]
    _place(grid, [(name, "card.label", *span) for (name, *_), span in zip(cards, spans, strict=True)], 17)
    grid.marks["cards"] = _place(
        grid, [(count, "card.value", *span) for (_, count, _), span in zip(cards, spans, strict=True)], 30
    )
    _place(grid, [(foot, "card.foot", *span) for foot, span in zip(foots, spans, strict=True)], 16)


def _verdicts(grid, summary):
    """The table of indicators; returns the row of its head."""
    spans = MONEY_SPANS if summary.has_money else SPANS
    has_chart = any(line.total.has_share for line in summary.measured)
    chart_head = "2. Thực hiện so với mức giao (%)" if has_chart else None
    _place(grid, [("1. Kết quả theo chỉ tiêu", "section", 1, 14), (chart_head, "section", 16, 24)], 19)
    top = _place(grid, [(name, "head.small", *span) for name, span in zip(HEADS, spans, strict=True)], 22)
    for line in summary.measured:
        total = line.total
        values = [(f"{line.code} {line.heading}", "left"), level(line), figure(total.num, line.scale, "cell")]
        values += [figure(total.den, line.scale, "cell"), rate(total, "cell"), verdict(total)]
        parts = [(*value, *span) for value, span in zip(values, spans, strict=True)]
        points = height((values[0][0], spans[0][1] * WIDTH), (total.verdict_label, 19), least=21)
        grid.marks[line.key] = _place(grid, parts, points)
    counted = f"Cộng {len(summary.measured)} chỉ tiêu: {_counted(summary)}"
    words = counted if summary.measured else "Phong trào không có chỉ tiêu đo bằng số"
    _place(grid, [(words, "band.left", 1, 14)], height((counted, 14 * WIDTH), least=20))
    codes = ", ".join(line.code for line in summary.measured if line.layout == ZERO)
    words = (
        f"{codes}: tử số là số đơn vị đã xác nhận không để xảy ra, cột Tỷ lệ ghi số vụ." if codes else None
    )
    grid.row([(words, "legend")], 15)
    while has_chart and _tall(grid, top) * CM < CHART_CM:
        grid.row(height=15)
    return top


def _tall(grid, top):
    """Points from the head of the table down to here."""
    return sum(points or 15 for points, *_ in grid.rows[top - 1 :])


def _counted(summary):
    """The four common verdicts always, the rarer ones where they occur."""
    shown = [
        each
        for each in summary.verdict_counts
        if each[2] or each[0] in ("met", "not_yet", "incomplete", "unmet")
    ]
    return ", ".join(f"{count} {label}" for _, label, count in shown)


def _charts(grid, summary, by_indicator, taking_part, top):
    tall = _tall(grid, top) * CM
    first, last = by_indicator.marks["chart"]
    if last >= first:
        series = (("Thực hiện", 3, BLUE), ("Mức giao", 4, GREY))
        size = {"anchor": f"P{top}", "width": 9 * COLUMN_CM, "height": tall}
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
