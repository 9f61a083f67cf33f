"""What does the decision say by which an organiser hands its aims down, with the table of units behind it?"""

from dataclasses import dataclass, field
from math import ceil

from emulation import wording
from emulation.indicator_kinds import Kind
from emulation.papers.layout import LANDSCAPE
from emulation.papers.letterheads import blank_number, board_of, broken, place_date, symbol
from emulation.papers.material import Material, gather
from emulation.papers.paper import Annex, Column, Paper, Table, Text, blank_day, clean, ended, sentence
from emulation.scoping import applies
from targets.models import Target
from targets.promises import Answer, answer_of, scale_of, unit_of
from unions.quantities import show

PER_TABLE = 9  # aims side by side on a landscape page
NUMBER, NAME = 12, 65  # millimetres of the first two columns
CONCERNED, UNCONCERNED = "×", "–"
LEGEND = "Số: mức giao riêng cho đơn vị. Dấu ×: thực hiện theo mức chung. Dấu –: không áp dụng cho đơn vị."
SUMMED = frozenset({Kind.COUNT, Kind.MONEY})


@dataclass
class Assignment:
    """A campaign with the values asked of each unit and bloc."""

    plan: Material
    units: list = field(default_factory=list)
    blocs: list = field(default_factory=list)
    values: dict = field(default_factory=dict)  # {(participant id, indicator id): value}
    bloc_values: dict = field(default_factory=dict)


def gather_assignment(campaign, *, on):
    """Read it, in a fixed number of queries."""
    units = list(campaign.participants.staying().select_related("bloc", "body", "sector", "kind").in_order())
    rows = Target.objects.filter(indicator__campaign=campaign, kind=Target.Kind.ASSIGNED, phase__isnull=True)
    given = list(rows.select_related("bloc"))
    return Assignment(
        plan=gather(campaign, on=on),
        units=units,
        blocs=sorted({each.bloc for each in given if each.bloc_id}, key=lambda bloc: (bloc.number, bloc.pk)),
        values={
            (each.participant_id, each.indicator_id): each.value for each in given if each.participant_id
        },
        bloc_values={(each.bloc_id, each.indicator_id): each.value for each in given if each.bloc_id},
    )


def assignment_paper(assignment):
    """The paper as data: three articles, the list of aims, the table of units."""
    plan, organiser = assignment.plan, assignment.plan.organiser
    mark = f"QĐ-{symbol(organiser)}"
    title = f"giao chỉ tiêu thi đua năm {plan.campaign.year}"
    number, day = blank_number(mark).replace("Số:", "số"), blank_day(plan.year)
    note = f"(Kèm theo Quyết định {number} {day} của {organiser.label})"
    return Paper(
        superior=plan.superior,
        issuer=broken(organiser.name),
        number=blank_number(mark),
        place_date=place_date(organiser, year=plan.year),
        kind="Quyết định",
        subject=(f"Về việc {title}",),
        blocks=ended(_articles(assignment, title)),
        sign=plan.sign,
        recipients=("Như Điều 3;", f"{plan.superior} (để báo cáo);", "Lưu: VT."),
        annexes=(
            Annex("Danh mục chỉ tiêu", note, (_list(assignment),), "Phụ lục I"),
            Annex("Chỉ tiêu giao cho từng đơn vị", note, tuple(_tables(assignment)), "Phụ lục II"),
        ),
    )


def _articles(assignment, title):
    plan, organiser = assignment.plan, assignment.plan.organiser
    basis = [clean(line).rstrip(" .;") for line in plan.campaign.basis_lines]
    basis = [line if line.lower().startswith(("căn cứ", "thực hiện")) else f"Căn cứ {line}" for line in basis]
    basis.append(f"Căn cứ Kế hoạch “{clean(plan.campaign.name)}” của {organiser.label}")
    lines = [
        Text(line + (";" if place < len(basis) else "."), "basis") for place, line in enumerate(basis, 1)
    ]
    who = f"{len(assignment.units)} đơn vị"
    return (
        *lines,
        Text(f"{board_of(organiser)} {organiser.name}", "decider"),
        Text("Quyết định:", "decider"),
        Text(f"Điều 1. Nay {title} cho {who} theo Phụ lục I và Phụ lục II kèm theo Quyết định này."),
        Text(
            "Điều 2. Các đơn vị căn cứ chỉ tiêu được giao để đăng ký, tổ chức thực hiện và báo cáo kết quả đúng hạn."
        ),
        Text(
            f"Điều 3. Các đơn vị có tên trong Phụ lục II và {organiser.label} chịu trách nhiệm thi hành Quyết định này"
        ),
    )


def _list(assignment):
    columns = (
        Column("TT", 12, "table_figure"),
        Column("Chỉ tiêu", 120),
        Column("Mức chung", 55, "table_figure"),
        Column("Áp dụng cho", LANDSCAPE.text_width - 187),
    )
    rows = [
        (str(number), clean(each.statement).rstrip(" .;"), wording.aim(each), wording.scope(each))
        for number, each in enumerate(assignment.plan.counted, start=1)
    ]
    return Table(columns, tuple(rows))


def _tables(assignment):
    """Tables of about as many aims each, under the numbers of the list; what is summed has its sum and its gap."""
    counted = list(enumerate(assignment.plan.counted, start=1))
    share = ceil(len(counted) / max(1, ceil(len(counted) / PER_TABLE)))
    for start in range(0, len(counted), max(1, share)):
        yield _table(assignment, counted[start : start + share])
        yield Text(sentence(LEGEND), "table_note")


def _table(assignment, numbered):
    width = (LANDSCAPE.text_width - NUMBER - NAME) / len(numbered)
    heads = [Column(_head(number, each), width, "table_figure") for number, each in numbered]
    indicators = [each for _, each in numbered]
    rows, strong, bloc = [], set(), None
    for place, unit in enumerate(assignment.units, start=1):
        if unit.bloc and unit.bloc != bloc:
            bloc = unit.bloc
            strong.add(len(rows))
            rows.append(("", clean(bloc.name), *(_bloc_cell(assignment, bloc, each) for each in indicators)))
        rows.append((str(place), clean(unit.name), *(_cell(assignment, unit, each) for each in indicators)))
    if any(_is_summed(assignment, each) for each in indicators):
        strong |= {len(rows), len(rows) + 1}
        rows.append(("", "Cộng số giao", *(_sum(assignment, each) for each in indicators)))
        rows.append(("", "Mức toàn phong trào", *(wording.aim(each) for each in indicators)))
    columns = (Column("TT", NUMBER, "table_figure"), Column("Đơn vị", NAME), *heads)
    return Table(columns, tuple(rows), frozenset(strong))


def _head(number, indicator):
    unit = unit_of(indicator) if answer_of(indicator) == Answer.NUMBER else ""
    return f"Chỉ tiêu {number}" + (f" ({unit})" if unit else "")


def _cell(assignment, unit, indicator):
    value = assignment.values.get((unit.pk, indicator.pk))
    if value is not None:
        return show(value, scale_of(indicator))
    return CONCERNED if applies(indicator, unit) else UNCONCERNED


def _bloc_cell(assignment, bloc, indicator):
    value = assignment.bloc_values.get((bloc.pk, indicator.pk))
    return "" if value is None else show(value, scale_of(indicator))


def _is_summed(assignment, indicator):
    return indicator.kind in SUMMED and any(key[1] == indicator.pk for key in assignment.values)


def _sum(assignment, indicator):
    if not _is_summed(assignment, indicator):
        return ""
    total = sum(value or 0 for (_, pk), value in assignment.values.items() if pk == indicator.pk)
    return show(total, scale_of(indicator))
