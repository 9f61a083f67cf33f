"""Table 5: which titles, reward forms and works did the bodies register?"""

from reports.summary import short_day
from reports.tables.blocs import WHOLE
from reports.tables.grid import DASH, Grid, height

FIRST = (("TT", 5), ("Đơn vị", 42), ("Khối số", 6.5))
PEOPLE = (("Lao động", 9), ("Đoàn viên", 9), ("Nữ", 9))
LAST = (
    ("Danh hiệu tập thể", 26),
    ("Hình thức đề nghị", 24),
    ("Số công trình", 8),
    ("Công trình, phần việc", 40),
)
SCALE = 10_000


def table(summary):
    persons = summary.person_titles or ("Danh hiệu cá nhân",)
    widths = [width for _, width in (*FIRST, *PEOPLE)] + [12.0] * len(persons) + [width for _, width in LAST]
    grid = Grid("Danh hiệu", tuple(widths), subtotal_above=True)
    year = summary.head.year
    heading = f"BIỂU 5. ĐĂNG KÝ DANH HIỆU, HÌNH THỨC KHEN THƯỞNG, CÔNG TRÌNH NĂM {year}"
    grid.heading(summary, heading, _remark(summary.head))
    grid.row()
    _head(grid, persons)
    index = grid.index()
    grid.freeze, grid.repeat = f"C{grid.next}", f"{index - 2}:{index}"
    _sums(grid, WHOLE.upper(), None, summary.standing, "total", len(persons))
    place = 0
    for bloc, standing, units in summary.by_bloc:
        mark = bloc.number if bloc.number is not None else DASH
        _sums(grid, bloc.name, mark, standing, "band", len(persons))
        for unit in units:
            place += 1
            _unit(grid, unit, place, mark, len(persons))
    return grid


def _remark(head):
    words = "Đây là số đăng ký đã duyệt, chưa phải kết quả bình xét."
    if head.cutoff_on:
        return f"Số liệu lao động, đoàn viên chốt ngày {short_day(head.cutoff_on)}. {words}"
    return words


def _head(grid, persons):
    row, column = grid.next, len(FIRST) + 1
    top = [(name, "head") for name, _ in FIRST] + [("Lao động, đoàn viên", "head"), *[(None, "head")] * 2]
    top += [("Danh hiệu cá nhân (người)", "head"), *[(None, "head")] * (len(persons) - 1)]
    below = [(None, "head")] * len(FIRST) + [
        (name, "head.small") for name in (*(n for n, _ in PEOPLE), *persons)
    ]
    for place in range(1, len(FIRST) + 1):
        grid.merge(row, place, row + 1, place)
    grid.merge(row, column, row, column + 2)
    grid.merge(row, column + 3, row, column + 2 + len(persons))
    for place, (name, _) in enumerate(LAST, column + 3 + len(persons)):
        top.append((name, "head"))
        below.append((None, "head"))
        grid.merge(row, place, row + 1, place)
    grid.row(top, 22)
    grid.row(below, height(*[(name, 11) for name in persons], least=30))


def _sums(grid, name, mark, standing, look, persons):
    counts = [*(value // SCALE for value in (standing.workers, standing.members, standing.women))]
    counts += [*standing.persons, *[0] * (persons - len(standing.persons))]
    cells = [(None, f"{look}.text"), (name, f"{look}.left"), (mark, f"{look}.text")]
    cells += [(count, f"{look}.int") for count in counts]
    cells += [(None, f"{look}.text")] * 2 + [(standing.works, f"{look}.int"), (None, f"{look}.text")]
    grid.row(cells, height((name, 38), least=19))


def _unit(grid, unit, place, mark, persons):
    facts = (unit.workers, unit.members, unit.women)
    cells = [(place, "cell.int"), (unit.name, "left"), (mark, "cell.text")]
    cells += [(DASH, "cell.text") if value is None else (value // SCALE, "cell.int") for value in facts]
    counts = unit.persons or (None,) * persons
    cells += [(DASH, "cell.text") if count is None else (count, "cell.int") for count in counts]
    groups, forms, works = ("; ".join(each) for each in (unit.group_titles, unit.forms, unit.works))
    cells += [(groups or DASH, "left"), (forms or DASH, "left")]
    cells += [(len(unit.works), "cell.int"), (works or None, "note")]
    grid.row(cells, height((unit.name, 40), (groups, 25), (forms, 23), (works, 42)), 1)
