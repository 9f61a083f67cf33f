"""Table 1: by indicator, what was asked, registered and done, and how is it judged?"""

from reports.summary import AMOUNT, ZERO
from reports.tables.grid import DASH, Grid, figure, height, letter, number, rate, shape, verdict

READING = (
    "Cách đọc: “trên” là lớn hơn mức ghi, đúng bằng mức ghi là chưa đạt. Đánh giá theo phân số đúng; tỷ lệ chỉ làm "
    "tròn khi in. Số của đơn vị chưa báo cáo vẫn ở mẫu số, không coi là 0.",
    "Chưa đủ số liệu: kết quả còn tùy thuộc đơn vị chưa báo cáo. Chưa đạt: còn thời gian thực hiện; chỉ ghi Không đạt "
    "khi đã để xảy ra vụ việc hoặc khi chốt sổ.",
    "Cần ít nhất: tử số nhỏ nhất để đạt với mẫu số hiện có. Giao: tổng số giao cho các đơn vị. Chỉ tiêu “không để xảy "
    "ra”: tử số là số đơn vị đã xác nhận, mẫu số là số đơn vị phải xác nhận, cột Tỷ lệ ghi số vụ.",
)
BEFORE = (("TT", 6), ("Chỉ tiêu", 44), ("Đơn vị tính", 11.5), ("Mức giao", 13))
AFTER = (
    ("Tỷ lệ", 10),
    ("So với mức giao (điểm %)", 10),
    ("Cần ít nhất", 9),
    ("Chưa báo cáo (đơn vị)", 9),
    ("Đánh giá", 16),
    ("Ghi chú", 40),
)
PAIRS = {"prior": "Năm trước", "registered": "Đăng ký", "done": "Thực hiện"}


def table(summary):
    columns = _columns(summary)
    grid = Grid("Chỉ tiêu", tuple(width for *_, width in columns))
    heading = f"BIỂU 1. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU {summary.head.title.upper()}"
    grid.heading(summary, heading)
    grid.row()
    _head(grid, columns)
    grid.index()
    grid.freeze, grid.repeat = f"C{grid.next}", f"4:{grid.next - 1}"
    names = [name for name, *_ in columns]
    for line in summary.measured:
        row = grid.row(_cells(line, names), _height(line, grid.widths))
        grid.marks[line.key] = row
    for name in ("num", "den", "rate"):
        grid.marks[name] = names.index(name) + 1
    if summary.told:
        _told(grid, summary)
    grid.area = f"A1:{letter(grid.columns)}{grid.next + len(READING)}"
    grid.row()
    for text in READING:
        grid.remark(text)
    _chart_block(grid, summary)
    return grid


def _columns(summary):
    """(name, head, group or "", width); columns without any data are left out."""
    lines = summary.measured
    wide = 17 if summary.has_money else 8.5
    found = [(f"before{place}", head, "", width) for place, (head, width) in enumerate(BEFORE)]
    if any(line.prior_num is not None for line in lines):
        found += [("prior_num", "Tử số", "prior", wide), ("prior_den", "Mẫu số", "prior", wide)]
    if any(line.assigned is not None for line in lines):
        found.append(("assigned", "Giao", "", wide + 0.5))
    found += [
        ("registered_num", "Tử số", "registered", wide),
        ("registered_den", "Mẫu số", "registered", wide),
    ]
    if any(line.amended is not None for line in lines):
        found.append(("amended", "Điều chỉnh", "", wide + 0.5))
    found += [("num", "Tử số", "done", wide), ("den", "Mẫu số", "done", wide)]
    names = ("rate", "points", "needed", "missing", "verdict", "note")
    last = [(name, head, "", width) for name, (head, width) in zip(names, AFTER, strict=True)]
    return found + [(*each[:3], max(each[3], wide) if each[0] == "needed" else each[3]) for each in last]


def _head(grid, columns):
    top, below, row = [], [], grid.next
    for place, (_, head, group, _) in enumerate(columns, 1):
        is_first = group and (place == 1 or columns[place - 2][2] != group)
        top.append((PAIRS[group] if is_first else None if group else head, "head"))
        below.append((head if group else None, "head"))
        if is_first:
            grid.merge(row, place, row, place + 1)
        elif not group:
            grid.merge(row, place, row + 1, place)
    grid.row(top, 20)
    grid.row(below, 34)


def _cells(line, names):
    total = line.total
    found = {
        "before0": (line.code, "cell.text"),
        "before1": (line.statement, "left.big"),
        "before2": (line.unit or DASH, "cell.wrap"),
        "before3": level(line),
        "prior_num": figure(line.prior_num, line.scale, "cell"),
        "prior_den": figure(line.prior_den, line.scale, "cell"),
        "assigned": figure(line.assigned, line.scale, "cell"),
        "registered_num": figure(line.registered_num, line.scale, "cell"),
        "registered_den": figure(line.registered_den, line.scale, "cell"),
        "amended": figure(line.amended, line.scale, "cell"),
        "num": figure(total.num, line.scale, "bold"),
        "den": figure(total.den, line.scale, "bold"),
        "rate": rate(total, "bold"),
        "points": (DASH, "cell.text") if total.points is None else (total.points / 100, "cell.points"),
        "needed": figure(total.needed, line.scale, "cell"),
        "missing": (total.missing, "cell.int"),
        "verdict": verdict(total),
        "note": (line.note or None, "note"),
    }
    return [found[name] for name in names]


def level(line):
    """The level asked: a number whose format carries the words, or words alone."""
    if line.layout == ZERO:
        return (0, "cell.case") if line.unit in ("", "vụ") else (line.aim, "cell.text")
    if line.comparator == "all":
        return (1, "level.plain.pct") if line.value or line.kind == "unit_share" else (line.aim, "cell.text")
    if line.comparator not in ("gt", "ge", "lt", "le") or line.value is None:
        return (line.aim or DASH, "cell.text")
    if line.layout == AMOUNT or line.kind in ("average", "each_count"):
        words = line.comparator if line.comparator != "ge" else "plain"
        return (number(line.value, line.scale), f"level.{words}.{shape(line.value, line.scale)}")
    name = "pctdec" if line.value % 10_000 else "pct"
    return (line.value / 1_000_000, f"level.{line.comparator}.{name}")


def _height(line, widths):
    return height(
        (line.statement, widths[1] * 0.95), (line.note, widths[-1] * 1.08), (line.unit, 11), least=28
    )


def _told(grid, summary):
    grid.across(
        "Nội dung không đặt mức bằng số: thu thập bằng lời, không đánh giá đạt hay chưa đạt", "band.left", 19
    )
    last = grid.columns
    for line in summary.told:
        blank = [(None, "left.big")] * (last - 3)
        cells = [(line.code, "cell.text"), (line.statement, "left.big"), *blank, (line.note or None, "note")]
        row = grid.row(cells, height((line.statement, 120), (line.note, grid.widths[-1]), least=18))
        grid.merge(row, 2, row, last - 1)


def _chart_block(grid, summary):
    """What the chart of the overview is drawn from; below the printed area."""
    shown = [line for line in summary.measured if line.total.has_share]
    grid.row()
    grid.row([("Số liệu vẽ biểu đồ (lấy từ bảng trên; không in)", "remark")])
    head = grid.row([None, ("Chỉ tiêu", "remark"), ("Thực hiện", "remark"), ("Mức giao", "remark")])
    for line in shown:
        need = line.need_width / 100 if line.need_width < 98 else 1
        cells = [None, (f"{line.code} {line.short}", "remark")]
        grid.row([*cells, (line.total.num / line.total.den, "cell.pct"), (need, "cell.pct")])
    grid.marks["chart"] = (head + 1, head + len(shown))
