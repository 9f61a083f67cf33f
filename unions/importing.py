"""What would a workbook of bodies change, and how is all of it taken, or nothing?

Two steps that any caller goes through: `foresee` says per row and per cell what would happen, without writing;
`take` writes exactly that. The same file again changes nothing.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from unions import placing
from unions.errors import Refusal
from unions.import_columns import (
    CODE,
    DECISION,
    EMAIL,
    FOUNDED,
    KIND,
    LABELS,
    NAME,
    PARENT,
    PHONE,
    SECTOR,
    SHORT_NAME,
    layout_of,
    remembered_by,
    unused,
)
from unions.import_kinds import Kinds, spelled_out
from unions.import_matching import Directory
from unions.import_members import count_members
from unions.import_rows import Problem, rows_of
from unions.models import BodyFacts, BodyKind, PastName, Sector, UnionBody
from unions.placing import require_below
from unions.roles import Ability
from unions.vietnamese import fold

NEW = "new"
CODE_LENGTH = 40


class NothingToTake(Refusal):
    sentence = (
        "Không trang nào trong tệp có hàng tiêu đề với cột tên đơn vị. "
        "Đồng chí tải tệp mẫu về và chép số liệu vào."
    )


class HasProblems(Refusal):
    """Some cells cannot be taken: then nothing is."""


@dataclass(eq=False)
class Plan:
    """One row and what becomes of it: `body` is set for one that is there; changes are {meaning: new value}.

    `before` are the values that differ, as they are known now: {meaning: old value}. A new body has a `kind`; where its
    parent is new as well, `above` is that body's plan and `parent` only bears its name until both are founded.
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
    kind: BodyKind | None = None
    founded_on: date | None = None
    decision_no: str = ""
    above: "Plan | None" = None

    @property
    def outcome(self):
        if self.is_new:
            return "added"
        return "changed" if self.columns or self.figures else "unchanged"

    @property
    def said(self):
        """[(what, how people read it)] of a new body beside its columns and figures."""
        day = f"{self.founded_on:%d/%m/%Y}" if self.founded_on else ""
        said = ((KIND, self.kind.name if self.kind else ""), (FOUNDED, day), (DECISION, self.decision_no))
        return [(LABELS[meaning], text) for meaning, text in said if text and self.is_new]


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

    def refuse(self, plan, meaning, reason, suggestion=""):
        cell = self.layouts[plan.sheet].cell(plan.line, meaning)
        self.problems.append(Problem(plan.sheet, cell, reason, suggestion))


def foresee(workbook, *, under, as_of, by, layouts=None, answers=None):
    """What `workbook` would change below `under`; `answers` are {"Sheet!row": code of the body meant, or "new"}.

    `layouts` are {sheet name: Layout} where a person corrected the guess; a sheet that is not in it is guessed.
    """
    require_below(by, Ability.PLACE, under)
    found = Foreseen(notes=list(workbook.notes))
    read = _read(found, workbook, layouts or {}, remembered_by(under))
    if not found.layouts:
        raise NothingToTake
    rows = [row for _, row in read]
    directory = Directory(under, [row.texts[CODE] for row in rows if row.texts.get(CODE)], rows)
    for sheet, row in read if answers else ():
        directory.answer(row, answers.get(_key(sheet, row), ""))
    plans = {id(row): _plan(found, sheet, row, directory, answers or {}) for sheet, row in read}
    _refuse_unknown_headings(found, plans, directory)
    _settle(found, plans, Kinds(by.day), by.day)
    _refuse_twice(found)
    found.problems.sort(key=lambda problem: _in_order(found, problem))
    _compare(found, as_of)
    return found


def _in_order(found, problem):
    letters = problem.cell.rstrip("0123456789")
    return list(found.layouts).index(problem.sheet), int(problem.cell[len(letters) :]), len(letters), letters


def _read(found, workbook, layouts, remembered):
    """[(sheet, row)] of all sheets that are lists of units; the others are named."""
    read = []
    for sheet in workbook.sheets:
        where = f"Trang “{sheet.name}”: " if len(workbook.sheets) > 1 else ""
        layout = layouts.get(sheet.name) or layout_of(sheet, remembered=remembered)
        if layout is None:
            if any(value is not None for row in sheet.rows for value in row):
                found.notes.append(f"Trang “{sheet.name}” không có cột tên đơn vị: không đọc.")
            continue
        found.layouts[sheet.name] = layout
        rows = (count_members if layout.per_member else rows_of)(sheet, layout)
        found.problems += rows.problems
        found.notes += [where + note for note in [*rows.notes, *unused(sheet, layout)]]
        read += [(sheet.name, row) for row in rows.rows]
    return read


def _key(sheet, row):
    return f"{sheet}!{row.line + 1}"


def _plan(found, sheet, row, directory, answers):
    """The Plan of a row; it stands in `found` unless a problem or a doubt does."""
    match = directory.match(row)
    plan = Plan(sheet, row.line, row, match.body, match.parent)
    plan.above = match.above  # the row, until every row has its plan
    plan.founded_on, plan.decision_no = row.founded_on, row.texts.get(DECISION, "")
    if match.problem:
        found.refuse(plan, match.at, match.problem, match.suggestion)
        return plan
    answer = answers.get(_key(sheet, row))
    if match.doubts and answer != NEW:
        chosen = [body for body in match.doubts if body.code == answer]
        if not chosen:
            found.doubts.append((plan, match.doubts))
            return plan
        plan.body = chosen[0]
    plan.is_new = plan.body is None
    plan.columns = {name: row.texts[name] for name in (SHORT_NAME, PHONE, EMAIL) if row.texts.get(name)}
    plan.figures = dict(row.figures)
    if plan.is_new and not row.texts.get(NAME):
        found.refuse(plan, NAME, "Mã này chưa có, dòng lại không ghi tên đơn vị.", "Ghi tên đơn vị.")
        return plan
    found.plans.append(plan)
    return plan


def _refuse_unknown_headings(found, plans, directory):
    headings = {(plans[id(row)].sheet, line): name for row, line, name in directory.unknown}
    for (sheet, line), name in headings.items():
        cell = found.layouts[sheet].cell(line, NAME)
        reason = f"Mục “{name}” như tên một đơn vị, nhưng dưới {directory.under.label} không có đơn vị ấy."
        suggestion = "Sửa tên mục, lập đơn vị ấy trước, hoặc xóa dòng mục nếu chỉ là tiêu đề."
        found.problems.append(Problem(sheet, cell, reason, suggestion))


# What each row needs beside its body ----------------------------------------------------------------------------------


def _settle(found, plans, kinds, today):
    """Sectors, days, kinds, parents that are new themselves; a row where any of them fails is named and left out."""
    sectors = {spelled_out(sector.name): sector for sector in Sector.objects.all()}
    sectors |= {_initials(name): sector for name, sector in sectors.items()}
    sectors |= {sector.code: sector for sector in sectors.values()}
    for plan in found.plans:
        plan.above = plans[id(plan.above)] if plan.above is not None else None
    wrong = {plan for plan in plans.values() if not _has_sector(found, plan, sectors)}
    wrong |= {plan for plan in plans.values() if not _is_dated(found, plan, today)}
    above = {plan.above for plan in found.plans if plan.above}
    chains = {plan: _chain(plan) for plan in found.plans}
    for plan in sorted(found.plans, key=lambda plan: len(chains[plan] or ())):
        if not _is_placed(found, plan, chains[plan], kinds, plan in above):
            wrong.add(plan)
    found.plans = [plan for plan in found.plans if plan not in wrong]
    known = [plan for plan in found.plans if not plan.is_new and (plan.founded_on or plan.decision_no)]
    if any(plan.founded_on != plan.body.founded_on for plan in known):
        found.notes.append("Ngày và quyết định thành lập của đơn vị đã có trong hệ thống được giữ nguyên.")


def _initials(name):
    """“Doanh nghiệp Nhà nước” → dnnn."""
    return "".join(word[0] for word in name.split())


def _has_sector(found, plan, sectors):
    text = plan.row.texts.get(SECTOR)
    if not text:
        return True
    known = sectors.get(text) or sectors.get(spelled_out(text)) or sectors.get(text.lower())
    if known is None:
        names = ", ".join(sorted({each.name for each in sectors.values()}))
        found.refuse(plan, SECTOR, f"Không có loại hình “{text}”.", f"Chọn: {names}.")
        return False
    sectors[text] = plan.columns[SECTOR] = known
    return True


def _is_dated(found, plan, today):
    if plan.founded_on and plan.founded_on > today:
        reason = f"Ngày thành lập {plan.founded_on:%d/%m/%Y} ở sau hôm nay."
        found.refuse(plan, FOUNDED, reason, "Sửa ngày, hoặc nhập đơn vị này khi đã thành lập.")
        return False
    return True


def _chain(plan):
    """The new bodies over a new one, nearest first; None where they stand under each other in a ring."""
    chain, step = [], plan.above
    while step is not None and step not in chain and step is not plan:
        chain.append(step)
        step = step.above if isinstance(step.above, Plan) else None
    return chain if step is None else None


def _is_placed(found, plan, chain, kinds, is_above):
    """Give a new body its parent and kind; check the kind a row states of a body that is there."""
    if chain is None:
        reason = "Đơn vị này và đơn vị cấp trên của nó trong tệp trực thuộc lẫn nhau."
        found.refuse(plan, PARENT, reason, "Sửa cột đơn vị cấp trên.")
        return False
    stated = plan.row.texts.get(KIND)
    if not plan.is_new:
        if stated and kinds.stated(stated) != plan.body.kind:
            reason = f"{plan.body.label} là {plan.body.kind.name}, tệp ghi “{stated}”."
            found.refuse(plan, KIND, reason, "Sửa ô này, hoặc để trống.")
            return False
        return True
    if plan.above:
        if not plan.above.is_new:
            return False  # what is wrong with the row above is said there
        texts = plan.above.row.texts
        plan.parent = UnionBody(
            name=texts[NAME], short_name=texts.get(SHORT_NAME, ""), code="", kind=plan.above.kind
        )
        if plan.above.kind is None:
            return False
    plan.kind, reason, suggestion = kinds.choose(plan.row, plan.parent.kind, is_above=is_above)
    if plan.kind is None:
        found.refuse(plan, KIND, reason, suggestion)
    return plan.kind is not None


def _refuse_twice(found):
    """Two rows that mean one unit, or give one code to two, contradict each other."""
    seen = {}
    for plan in found.plans:
        name, code = plan.row.plain, plan.row.texts.get(CODE, "").lower()
        keys = [
            ("body", plan.body.pk) if plan.body else (id(plan.above) if plan.above else plan.parent.pk, name)
        ]
        keys += [("code", code)] * bool(code)
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            what = "Đơn vị này" if keys[0] in seen else "Mã này"
            reason = f"{what} đã có ở {first.sheet}, dòng {first.line + 1}."
            meaning = NAME if keys[0] in seen else CODE
            found.refuse(plan, meaning, reason, "Xóa một trong hai dòng, hoặc sửa mã.")
        for key in keys:
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


# Taking ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def take(found, *, under, as_of, source, by, at, on, tell=lambda done, total: None):
    """Write everything that was foreseen, in one transaction; returns the foreseen. Raises HasProblems before."""
    require_below(by, Ability.PLACE, under)
    if found.problems or found.doubts:
        raise HasProblems(
            f"Còn {len(found.problems) + len(found.doubts)} chỗ phải sửa: chưa dòng nào được nhập."
        )
    _found_new([plan for plan in found.plans if plan.is_new], len(found.plans), by, at, on, tell)
    changed = [(plan.body, plan.columns) for plan in found.plans if plan.columns and not plan.is_new]
    if changed:
        placing.correct_many(changed, by=by, at=at)
    stated = [(plan.body, plan.figures) for plan in found.plans if plan.figures]
    if stated:
        placing.state_facts_many(stated, as_of=as_of, source=source, by=by, at=at)
    tell(len(found.plans), len(found.plans))
    return found


def _found_new(waiting, total, by, at, on, tell):
    """Found the new bodies level by level, so that each has its parent."""
    taken, done = _codes() if waiting else set(), 0
    while waiting:
        ready = [plan for plan in waiting if plan.above is None or plan.above.body is not None]
        waiting = [plan for plan in waiting if plan.above is not None and plan.above.body is None]
        for plan in ready:
            plan.parent = plan.above.body if plan.above else plan.parent
        made = placing.found_many([_row(plan, taken, on) for plan in ready], by=by, at=at, on=on)
        for plan, body in zip(ready, made, strict=True):
            plan.body = body
        done += len(ready)
        tell(done, total)


def _codes():
    """Every code that a body has or had."""
    return {code for model in (UnionBody, PastName) for code in model.objects.values_list("code", flat=True)}


def _row(plan, taken, on):
    """Columns of a body to be founded; a code is made from the name where the file has none."""
    code = plan.row.texts.get(CODE, "").lower() or _code_of(plan.row.texts[NAME], taken)
    taken.add(code)
    return {
        "code": code,
        "name": plan.row.texts[NAME],
        "kind": plan.kind,
        "parent": plan.parent,
        "founded_on": plan.founded_on or on,
        "decision_no": plan.decision_no,
        **plan.columns,
    }


def _code_of(name, taken):
    stem = fold(name).replace(" ", "-")[: CODE_LENGTH - 5].strip("-") or "don-vi"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def cell_of(found, plan):
    """The cell of a plan's name: "D17"."""
    return found.layouts[plan.sheet].cell(plan.line, NAME)
