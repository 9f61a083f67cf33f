"""Table 4: who registered, pledged, declared and was verified, when and how late?"""

from reports.summary import short_day
from reports.tables.blocs import WHOLE
from reports.tables.grid import DASH, Grid, height
from reports.tables.states import PLEDGE, REGISTRATION, RESULT

HEADS = (
    ("TT", "", 5),
    ("Đơn vị", "", 42),
    ("Khối số", "", 6.5),
    ("Trạng thái", "reg", 11),
    ("Ngày gửi", "reg", 11),
    ("Ngày duyệt", "reg", 11),
    ("Muộn (ngày)", "reg", 8),
    ("Trạng thái", "pledge", 13.5),
    ("Ngày ký", "pledge", 11),
    ("Trạng thái", "result", 11),
    ("Ngày gửi", "result", 11),
    ("Ngày duyệt", "result", 11),
    ("Muộn (ngày)", "result", 8),
    ("Nhập hộ", "", 7.5),
    ("Ghi chú", "", 36),
)
# Columns of the table by bloc: (head, field of Standing, column of the list above, what is counted in it)
COUNTS = (
    ("Đã duyệt", "reg_approved", "D", '"Đã duyệt"'),
    ("Chưa gửi, chờ duyệt, trả lại", "reg_open", "D", '"<>Đã duyệt"'),
    ("Gửi muộn", "reg_late", "G", '">0"'),
    ("Đã ký", "pledge_signed", "H", '"Đã ký"'),
    ("Ký bổ sung", "pledge_added", "H", '"Ký bổ sung"'),
    ("Vắng có lý do", "pledge_excused", "H", '"Vắng có lý do"'),
    ("Chưa ký", "pledge_unsigned", "H", None),
    ("Đã duyệt", "res_verified", "J", '"Đã duyệt"'),
    ("Chờ duyệt", "res_waiting", "J", '"Chờ duyệt"'),
    ("Trả lại", "res_returned", "J", '"Trả lại"'),
    ("Chưa gửi", "res_not_sent", "J", '"Chưa gửi"'),
    ("Nộp muộn (trong số đã gửi)", "res_late", "M", '">0"'),
)


def table(summary):
    grid = Grid("Tham gia", tuple(width for *_, width in HEADS))
    grid.heading(
        summary, "BIỂU 4. THAM GIA: ĐĂNG KÝ, GIAO ƯỚC, GỬI VÀ DUYỆT KẾT QUẢ", _deadlines(summary.head)
    )
    grid.row()
    _head(grid, summary.head)
    index = grid.index()
    grid.freeze, grid.repeat = f"C{grid.next}", f"{index - 2}:{index}"
    place = 0
    for bloc, _, units in summary.by_bloc:
        mark = bloc.number if bloc.number is not None else DASH
        for unit in units:
            place += 1
            grid.row(_cells(unit, place, mark), height((unit.name, 40), (unit.note, 38)))
    last = max(grid.next - 1, index + 1)
    grid.marks["rows"] = (index + 1, last)
    grid.filter = f"A{index}:O{last}"
    _by_bloc(grid, summary)
    return grid


def _deadlines(head):
    found = []
    if head.registration_due_at:
        found.append(f"Hạn đăng ký: {_moment(head.registration_due_at)}.")
    if head.report_due_at:
        found.append(
            f"Hạn gửi kết quả {head.phase.lower()}: {_moment(head.report_due_at)}.".replace("  ", " ")
        )
    return " ".join([*found, "Ngày ghi là ngày thực tế."])


def _moment(moment):
    return f"{moment.hour} giờ {moment:%M} phút ngày {short_day(moment)}"


def _head(grid, head):
    groups = {
        "reg": ("Đăng ký thi đua", 4),
        "pledge": ("Giao ước", 2),
        "result": (f"Kết quả {head.phase.lower() or 'cả năm'}", 4),
    }
    top, below, row, seen = [], [], grid.next, set()
    for place, (name, group, _) in enumerate(HEADS, 1):
        if group and group not in seen:
            seen.add(group)
            grid.merge(row, place, row, place + groups[group][1] - 1)
            top.append((groups[group][0], "head"))
        else:
            top.append((None if group else name, "head"))
        below.append((name if group else None, "head.small"))
        if not group:
            grid.merge(row, place, row + 1, place)
    grid.row(top, 20)
    grid.row(below, 30)


def _cells(unit, place, mark):
    return [
        (place, "cell.int"),
        (unit.name, "left"),
        (mark, "cell.text"),
        _state(REGISTRATION, unit.registration),
        _day(unit.registered_on),
        _day(unit.registration_approved_on),
        _late(unit.registration_late_days, unit.registered_on),
        _state(PLEDGE, unit.pledge),
        _day(unit.pledged_on),
        _state(RESULT, unit.result),
        _day(unit.declared_on),
        _day(unit.verified_on),
        _late(unit.result_late_days, unit.declared_on),
        ("Có" if unit.is_on_behalf else None, "cell.text"),
        (unit.note or None, "note"),
    ]


def _state(labels, code):
    label, tone = labels[code]
    return (label, f"cell.text.{tone}")


def _day(day):
    return (day, "cell.date") if day else (DASH, "cell.text")


def _late(days, sent_on):
    if sent_on is None:
        return (DASH, "cell.text")
    return (days, "cell.int.warn" if days else "cell.int")


def _by_bloc(grid, summary):
    grid.row()
    grid.row([("Cộng theo khối", "section")], 20)
    row = grid.next
    # Registration, pledge and result stand over the same columns as in the list above.
    grid.row(_group_heads(summary.head), 18)
    for left, right in ((4, 6), (7, 10), (11, 15)):
        grid.merge(row, left, row, right)
    for column in (1, 2, 3):
        grid.merge(row, column, row + 1, column)
    grid.row([(None, "head")] * 3 + [(head, "head.small") for head, *_ in COUNTS], 44)
    for place, (bloc, standing, _) in enumerate(summary.by_bloc):
        mark = bloc.number if bloc.number is not None else DASH
        first = [(mark, "cell.text"), (bloc.name, "left"), (standing.units, "cell.int")]
        row = grid.row([*first, *_counts(standing, "cell")], height((bloc.name, 40)))
        grid.marks["standing", place] = row
    first = [(None, "total.text"), (WHOLE, "total.left"), (summary.standing.units, "total.int")]
    grid.marks["standing", None] = grid.row([*first, *_counts(summary.standing, "total")], 18)


def _group_heads(head):
    cells = [("Khối số", "head"), ("Khối thi đua", "head"), ("Số đơn vị", "head")]
    cells += [("Đăng ký thi đua", "head"), *[(None, "head")] * 2, ("Giao ước", "head"), *[(None, "head")] * 3]
    return [*cells, (f"Kết quả {head.phase.lower() or 'cả năm'}", "head"), *[(None, "head")] * 4]


def _counts(standing, look):
    return [(getattr(standing, name), f"{look}.int") for _, name, *_ in COUNTS]
