"""How does a body enter the tree and move in it, with its past kept?"""

import uuid
from collections import Counter

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, LPad, Substr

from unions.errors import Refusal
from unions.models import BodyFacts, PastName, Placement, UnionBody
from unions.querysets import SEGMENT, path_after, path_step
from unions.recording import record, record_many
from unions.roles import Ability
from unions.vietnamese import fold, sort_key

CORRECTABLE = ("short_name", "phone", "email", "sector")


class WrongParent(Refusal):
    sentence = "Một đơn vị không thể chuyển vào chính nó hoặc vào đơn vị dưới nó."


class KindNotAllowed(Refusal):
    sentence = "Loại tổ chức này không trực thuộc loại tổ chức ấy được."


class TooEarly(Refusal):
    """A move dated on or before the day the body came to where it stands."""


class CodeTaken(Refusal):
    sentence = "Mã đơn vị này đã có: chọn mã khác."


@transaction.atomic
def found(*, by, at, on, code, name, kind, parent=None, decision_no="", **columns):
    """Found one body under `parent` (None: a top of the tree) on the day `on`; returns it."""
    row = {"code": code, "name": name, "kind": kind, "parent": parent, "decision_no": decision_no, **columns}
    return found_many([row], by=by, at=at, on=on)[0]


@transaction.atomic
def found_many(rows, *, by, at, on):
    """Found bodies given as dicts of columns (code, name, kind, parent, decision_no…), whose parents exist already.

    A few statements for each parent, whatever their number. Returns them in order.
    """
    _see_parents_anew(rows)
    _check_found(rows, by, on)
    decisions = [row.get("decision_no", "") for row in rows]
    lot = f"new-{uuid.uuid4().hex}"
    bodies = [_body(row, on, f"{lot}-{number}") for number, row in enumerate(rows)]
    UnionBody.objects.bulk_create(bodies, batch_size=500)
    _write_paths(bodies, lot)
    placements = [
        Placement(body=body, parent=body.parent, from_on=on, decision_no=decision_no)
        for body, decision_no in zip(bodies, decisions, strict=True)
    ]
    Placement.objects.bulk_create(placements, batch_size=500)
    record_many([_founding(body, by) for body in bodies], by=by, at=at)
    return bodies


def _see_parents_anew(rows):
    """Where they stand and whether they ended counts as of this moment: somebody may have just moved one."""
    parents = [row["parent"] for row in rows if row.get("parent")]
    locked = UnionBody.objects.select_for_update(no_key=True).filter(pk__in={each.pk for each in parents})
    now = {pk: rest for pk, *rest in locked.order_by("pk").values_list("pk", "path", "ended_on")}
    for parent in parents:
        parent.path, parent.ended_on = now[parent.pk]


def _check_found(rows, by, on):
    for parent in {row.get("parent") for row in rows}:
        require_below(by, Ability.PLACE, parent)
        check_open(parent, on)
    pairs = {(row["kind"].pk, row["parent"].kind_id): row for row in rows if row.get("parent")}
    for row in pairs.values():
        check_kind(row["kind"], row["parent"], on)
    codes = [row["code"] for row in rows]
    taken = UnionBody.objects.filter(code__in=codes).values_list("code", flat=True)[:1]
    past = PastName.objects.filter(code__in=codes).values_list("code", flat=True)[:1]
    if twice := [*taken, *past, *(code for code, count in Counter(codes).items() if count > 1)]:
        raise CodeTaken(f"Mã đơn vị “{twice[0]}” đã có: chọn mã khác.")


def _write_paths(bodies, lot):
    """Now that the rows of this lot have their numbers: one statement for each parent."""
    step = LPad(Cast("pk", CharField()), SEGMENT, Value("0"))
    for parent in {body.parent for body in bodies}:
        above = parent.path if parent else ""
        rows = UnionBody.objects.filter(parent=parent, path__startswith=lot)
        rows.update(path=Concat(Value(above), step))
    for body in bodies:
        body.path = (body.parent.path if body.parent else "") + path_step(body.pk)


def _body(row, on, path):
    columns = {"founded_on": on, "is_external": row["kind"].is_external} | {
        name: value for name, value in row.items() if name != "decision_no"
    }
    return UnionBody(
        path=path,  # unique until the row has its number
        **found_again(row["name"], row.get("short_name", ""), row["code"]),
        **columns,
    )


def _founding(body, by):
    where = f" trực thuộc {body.parent.label}" if body.parent else ""
    return "placing.found", f"{by.name} lập {body.name}{where}.", body, body, "", {}


@transaction.atomic
def move(body, *, to, by, at, on, decision_no):
    """Put `body` and all below it under `to` from the day `on`; the old placement stays readable."""
    by.require(Ability.PLACE, body)
    require_below(by, Ability.PLACE, to)
    # The paths that count are those of this moment: another move may have just carried both elsewhere.
    for row in (body, to):
        row.refresh_from_db(fields=["path", "parent"], from_queryset=UnionBody.objects.select_for_update())
    old_parent = body.parent
    put_many([body], to=to, on=on, decision_no=decision_no)
    sentence = (
        f"{by.name} chuyển {body.label} từ {old_parent.label if old_parent else 'cấp cao nhất'} về {to.label} "
        f"từ ngày {on:%d/%m/%Y} theo quyết định {decision_no}."
    )
    record("placing.move", sentence, by=by, at=at, subject=body, body=body)
    return body


def put_many(bodies, *, to, on, decision_no):
    """Put bodies and all below them under `to`: a step of the acts here and in `unions.changing`, which ask for rights.

    One statement for each union they come from, however many stand below.
    """
    check_put(bodies, to=to, on=on)
    by_parent = {}
    for body in bodies:
        by_parent.setdefault(body.path[:-SEGMENT], []).append(body)
    # The deepest first: what stands below another that moves as well has left when that one goes.
    for old, group in sorted(by_parent.items(), key=lambda each: -len(each[0])):
        steps = [path_step(body.pk) for body in group]
        rows = UnionBody.objects.annotate(step=Substr("path", len(old) + 1, SEGMENT)).filter(step__in=steps)
        if old:
            rows = rows.filter(path__gte=old, path__lt=path_after(old))
        rows.update(path=Concat(Value(to.path), Substr("path", len(old) + 1)))
    UnionBody.objects.filter(pk__in=[body.pk for body in bodies]).update(parent=to)
    Placement.objects.filter(body__in=bodies, until_on__isnull=True).update(until_on=on)
    Placement.objects.bulk_create(
        [Placement(body=body, parent=to, from_on=on, decision_no=decision_no) for body in bodies],
        batch_size=500,
    )
    for body in bodies:
        body.parent, body.path = to, to.path + path_step(body.pk)


def check_put(bodies, *, to, on):
    """May these bodies stand under `to` from the day `on`? Raises the refusal that says why not."""
    check_open(to, on)
    for body in bodies:
        if to.path.startswith(body.path):
            raise WrongParent
    for kind in {body.kind_id: body.kind for body in bodies}.values():
        check_kind(kind, to, on)
    open_now = Placement.objects.filter(body__in=bodies, until_on__isnull=True, from_on__gte=on)
    if early := open_now.select_related("body").order_by("pk").first():
        raise TooEarly(
            f"{early.body.label} về nơi trực thuộc hiện nay từ {early.from_on:%d/%m/%Y}: ngày chuyển phải sau đó."
        )


def check_open(parent, on):
    """Nothing comes to stand under a body from the day on which that body has ended."""
    if parent and parent.ended_on and parent.ended_on <= on:
        raise WrongParent(
            f"{parent.label} đã kết thúc từ {parent.ended_on:%d/%m/%Y}: chọn nơi trực thuộc khác."
        )


@transaction.atomic
def rename(body, *, name, short_name, code, by, at, on, decision_no):
    """Give a body a new name from the day `on`, perhaps a new code; what it was called stays readable."""
    by.require(Ability.PLACE, body)
    check_rename(body, code=code, on=on)
    past = {"name": body.name, "short_name": body.short_name, "code": body.code}
    PastName.objects.create(body=body, until_on=on, decision_no=decision_no, **past)
    columns = {
        "name": name,
        "short_name": short_name,
        "code": code or body.code,
        **found_again(name, short_name, code or body.code),
    }
    UnionBody.objects.filter(pk=body.pk).update(**columns)
    for column, value in columns.items():
        setattr(body, column, value)
    code_words = f", mã {past['code']} thành {body.code}" if body.code != past["code"] else ""
    sentence = (
        f"{by.name} đổi tên {past['name']} thành {name}{code_words} từ ngày {on:%d/%m/%Y} "
        f"theo quyết định {decision_no}."
    )
    record("placing.rename", sentence, by=by, at=at, subject=body, body=body)
    return body


def check_rename(body, *, code, on):
    if code and code != body.code:
        check_code(code, body)
    if body.past_names.filter(until_on__gte=on).exists() or (body.founded_on and body.founded_on >= on):
        raise TooEarly(f"{body.label} đã mang tên khác từ ngày ấy hoặc sau đó: ngày đổi tên phải muộn hơn.")


def check_code(code, body=None):
    """A code names one body only, also after that body was renamed: old papers and links still say it."""
    others = UnionBody.objects.filter(code=code), PastName.objects.filter(code=code)
    if others[0].exclude(pk=body and body.pk).exists() or others[1].exclude(body=body).exists():
        raise CodeTaken(f"Mã đơn vị “{code}” đã có: chọn mã khác.")


def found_again(name, short_name, code):
    """The columns by which a body is put in order and searched."""
    return {"sort_key": sort_key(name), "search_text": fold(f"{name} {short_name} {code}")[:400]}


@transaction.atomic
def state_fact(body, *, code, value, as_of, source, by, at):
    """State one dated figure of a body (workers, women…), `value` as a scaled integer."""
    return state_facts(body, {code: value}, as_of=as_of, source=source, by=by, at=at)[0]


@transaction.atomic
def state_facts(body, values, *, as_of, source, by, at):
    """State figures of a body for one day, {code: scaled integer}; said once in the ledger."""
    by.require(Ability.PLACE, body)
    facts = [
        BodyFacts.objects.update_or_create(
            body=body, code=code, as_of=as_of, defaults={"value": value, "source": source}
        )[0]
        for code, value in values.items()
    ]
    record_many([_statement(body, values, as_of, by)], by=by, at=at)
    return facts


@transaction.atomic
def state_facts_many(stated, *, as_of, source, by, at):
    """State figures of many bodies for one day: pairs of (body, {code: scaled integer}).

    A few statements whatever their number; each body's figures are said once in the ledger. Returns the facts.
    """
    for body, _ in stated:
        by.require(Ability.PLACE, body)
    facts = [
        BodyFacts(body=body, code=code, value=value, as_of=as_of, source=source)
        for body, values in stated
        for code, value in values.items()
    ]
    BodyFacts.objects.bulk_create(
        facts,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["body", "code", "as_of"],
        update_fields=["value", "source"],
    )
    record_many([_statement(body, values, as_of, by) for body, values in stated], by=by, at=at)
    return facts


@transaction.atomic
def correct_many(changes, *, by, at):
    """Correct columns that no decision is needed for: pairs of (body, {short_name | phone | email | sector: value})."""
    for body, _ in changes:
        by.require(Ability.PLACE, body)
    for body, columns in changes:
        for column, value in columns.items():
            setattr(body, column, value)
        body.search_text = found_again(body.name, body.short_name, body.code)["search_text"]
    bodies = [body for body, _ in changes]
    UnionBody.objects.bulk_update(bodies, [*CORRECTABLE, "search_text"], batch_size=500)
    record_many([_correction(body, columns, by) for body, columns in changes], by=by, at=at)
    return bodies


def _correction(body, columns, by):
    names = ", ".join(UnionBody._meta.get_field(column).verbose_name for column in columns)
    return "placing.correct_many", f"{by.name} sửa {names} của {body.label}.", body, body, "", {}


def _statement(body, values, as_of, by):
    labels = ", ".join(BodyFacts.Code(code).label for code in values)
    sentence = f"{by.name} ghi số liệu {labels} của {body.label} tính đến {as_of:%d/%m/%Y}."
    return (
        "placing.state_fact",
        sentence,
        body,
        body,
        "",
        {"as_of": f"{as_of:%Y-%m-%d}", "values": dict(values)},
    )


def check_kind(kind, parent, on=None):
    """May a body of this kind stand under `parent` (on the day `on`, where kinds begin and end)?"""
    if on and ((kind.from_on and kind.from_on > on) or (kind.until_on and kind.until_on < on)):
        raise KindNotAllowed(f"{kind.name} không phải loại tổ chức có trong ngày {on:%d/%m/%Y}.")
    if not kind.allowed_parents.filter(pk=parent.pk and parent.kind_id).exists():
        raise KindNotAllowed(f"{kind.name} không trực thuộc {parent.kind.name} được.")


def require_below(by, ability, parent):
    """Ask whether one may act directly under `parent` (None: at the top), before anything stands there.

    PLACE and APPOINT reach below one's own body, so what is put directly under that body is meant too.
    """
    place = _Below(parent)
    if not by.can(ability, place):
        by.require(ability, parent or place)


class _Below:
    def __init__(self, parent):
        self.path = (parent.path if parent else "") + path_step(0)
        self.label = parent.label if parent else ""
