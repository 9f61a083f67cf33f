"""What would a workbook of bodies change, and how is all of it taken, or nothing?

Two steps that any caller goes through: `foresee` says per row and per cell what would happen, without writing;
`take` writes exactly that. The same file again changes nothing.
"""

from dataclasses import dataclass, field

from django.db import transaction

from unions import placing
from unions.errors import Refusal
from unions.import_columns import CODE, EMAIL, NAME, PHONE, SECTOR, SHORT_NAME, layout_of
from unions.import_matching import Directory
from unions.import_rows import Problem, rows_of
from unions.models import BodyFacts, BodyKind, Sector, UnionBody
from unions.placing import require_below
from unions.roles import Ability
from unions.vietnamese import fold
from unions.workbooks import cell_name

NEW = "new"
CODE_LENGTH = 40


class NothingToTake(Refusal):
    sentence = (
        "Không trang nào trong tệp có hàng tiêu đề với cột tên đơn vị. "
        "Đồng chí tải tệp mẫu về và chép số liệu vào."
    )


class HasProblems(Refusal):
    """Some cells cannot be taken: then nothing is."""


class KindUnclear(Refusal):
    """Nothing says which kind of body a new row would be."""


@dataclass
class Plan:
    """One row and what becomes of it: `body` is set for one that is there; changes are {meaning: new value}.

    `before` are the values that differ, as they are known now: {meaning: old value}.
    """

    sheet: str
    line: int
    row: object
    body: UnionBody | None
    parent: UnionBody | None
    columns: dict = field(default_factory=dict)
    figures: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    is_new: bool = False

    @property
    def outcome(self):
        if self.is_new:
            return "added"
        return "changed" if self.columns or self.figures else "unchanged"


@dataclass
class Foreseen:
    """`doubts` are (plan, bodies it could be): an answer is needed before anything is taken."""

    plans: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    doubts: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    layouts: dict = field(default_factory=dict)

    def count(self, outcome):
        return sum(plan.outcome == outcome for plan in self.plans)


def foresee(workbook, *, under, as_of, by, layouts=None, answers=None):
    """What `workbook` would change below `under`; `answers` are {"Sheet!row": code of the body meant, or "new"}.

    `layouts` are {sheet name: Layout} where a person corrected the guess; a sheet that is not in it is guessed.
    """
    require_below(by, Ability.PLACE, under)
    found, read_rows = Foreseen(notes=list(workbook.notes)), []
    sectors = {fold(sector.name): sector for sector in Sector.objects.all()}
    sectors |= {sector.code: sector for sector in Sector.objects.all()}
    for sheet in workbook.sheets:
        layout = (layouts or {}).get(sheet.name) or layout_of(sheet)
        if layout is None:
            continue
        found.layouts[sheet.name] = layout
        read = rows_of(sheet, layout)
        found.problems += read.problems
        found.notes += read.notes
        read_rows += [(sheet, layout, row) for row in read.rows]
    if not found.layouts:
        raise NothingToTake
    codes = [row.texts[CODE] for *_, row in read_rows if row.texts.get(CODE)]
    directory = Directory(under, codes)
    for sheet, layout, row in read_rows:
        _foresee_row(found, sheet, layout, row, directory, sectors, answers or {})
    _refuse_twice(found)
    _compare(found, as_of)
    return found


def _foresee_row(found, sheet, layout, row, directory, sectors, answers):
    match = directory.match(row)
    plan = Plan(sheet.name, row.line, row, match.body, match.parent)
    answer = answers.get(f"{sheet.name}!{row.line + 1}")
    if match.problem:
        found.problems.append(
            Problem(sheet.name, _cell(layout, row, match.at), match.problem, match.suggestion)
        )
        return
    if match.doubts and answer != NEW:
        chosen = [body for body in match.doubts if body.code == answer]
        if not chosen:
            found.doubts.append((plan, match.doubts))
            return
        plan.body = chosen[0]
    plan.is_new = plan.body is None
    if sector := row.texts.get(SECTOR):
        known = sectors.get(fold(sector)) or sectors.get(sector.lower())
        if known is None:
            names = ", ".join(sorted({each.name for each in sectors.values()}))
            problem = Problem(
                sheet.name, _cell(layout, row, SECTOR), f"Không có loại hình “{sector}”.", f"Chọn: {names}."
            )
            found.problems.append(problem)
            return
        plan.columns[SECTOR] = known
    plan.columns |= {name: row.texts[name] for name in (SHORT_NAME, PHONE, EMAIL) if row.texts.get(name)}
    plan.figures = dict(row.figures)
    if plan.body is None and not row.texts.get(NAME):
        reason = "Mã này chưa có, dòng lại không ghi tên đơn vị."
        found.problems.append(Problem(sheet.name, _cell(layout, row, NAME), reason, "Ghi tên đơn vị."))
        return
    found.plans.append(plan)


def _refuse_twice(found):
    """Two rows that mean one unit contradict each other."""
    seen = {}
    for plan in found.plans:
        key = ("body", plan.body.pk) if plan.body else (plan.parent.pk, fold(plan.row.texts.get(NAME, "")))
        if key in seen:
            first = seen[key]
            reason = f"Đơn vị này đã có ở {first.sheet}, dòng {first.line + 1}."
            cell = _cell(found.layouts[plan.sheet], plan.row, NAME)
            found.problems.append(Problem(plan.sheet, cell, reason, "Xóa một trong hai dòng."))
        seen.setdefault(key, plan)


def _compare(found, as_of):
    """Leave in each plan only what differs from what is known on that day."""
    bodies = [plan.body.pk for plan in found.plans if plan.body]
    known = {}
    facts = BodyFacts.objects.filter(body__in=bodies, as_of__lte=as_of).order_by("as_of", "pk")
    for body, code, value in facts.values_list("body", "code", "value"):
        known[body, code] = value
    for plan in found.plans:
        if plan.body is None:
            continue
        plan.columns = {
            name: value for name, value in plan.columns.items() if getattr(plan.body, name) != value
        }
        plan.figures = {
            code: value for code, value in plan.figures.items() if known.get((plan.body.pk, code)) != value
        }
        plan.before = {name: getattr(plan.body, name) for name in plan.columns}
        plan.before |= {code: known.get((plan.body.pk, code)) for code in plan.figures}


@transaction.atomic
def take(found, *, under, as_of, source, by, at, on, tell=lambda done, total: None):
    """Write everything that was foreseen, in one transaction; returns the foreseen. Raises HasProblems before."""
    require_below(by, Ability.PLACE, under)
    if found.problems or found.doubts:
        raise HasProblems(
            f"Còn {len(found.problems) + len(found.doubts)} chỗ phải sửa: chưa dòng nào được nhập."
        )
    new = [plan for plan in found.plans if plan.is_new]
    total = len(found.plans)
    made = placing.found_many(_rows(new), by=by, at=at, on=on)
    tell(len(new), total)
    for plan, body in zip(new, made, strict=True):
        plan.body = body
    changed = [(plan.body, plan.columns) for plan in found.plans if plan.columns and not plan.is_new]
    if changed:
        placing.correct_many(changed, by=by, at=at)
    stated = [(plan.body, plan.figures) for plan in found.plans if plan.figures]
    if stated:
        placing.state_facts_many(stated, as_of=as_of, source=source, by=by, at=at)
    tell(total, total)
    return found


def _rows(plans):
    """Columns of the bodies to be founded; a code is made from the name where the file has none."""
    taken = set(UnionBody.objects.values_list("code", flat=True)) if plans else set()
    kinds, rows = {}, []
    for plan in plans:
        if plan.parent.kind_id not in kinds:
            kinds[plan.parent.kind_id] = _kind_under(plan.parent)
        code = plan.row.texts.get(CODE, "").lower() or _code_of(plan.row.texts[NAME], taken)
        taken.add(code)
        rows.append(
            {
                "code": code,
                "name": plan.row.texts[NAME],
                "kind": kinds[plan.parent.kind_id],
                "parent": plan.parent,
                **plan.columns,
            }
        )
    return rows


def _kind_under(parent):
    kinds = list(BodyKind.objects.filter(is_grassroots=True, allowed_parents=parent.kind_id)[:2])
    if len(kinds) != 1:
        raise KindUnclear(
            f"Dưới {parent.label} không rõ lập loại tổ chức nào: ghi cột đơn vị cấp trên cho đúng."
        )
    return kinds[0]


def _code_of(name, taken):
    stem = fold(name).replace(" ", "-")[: CODE_LENGTH - 5].strip("-") or "don-vi"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def cell_of(found, plan):
    """The cell of a plan's name: "D17"."""
    return _cell(found.layouts[plan.sheet], plan.row, NAME)


def _cell(layout, row, meaning):
    return cell_name(row.line, layout.columns.get(meaning, layout.columns[NAME]))
