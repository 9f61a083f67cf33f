"""Is the tree of any day what a slow walk through the decisions says it was (RELIABILITY R4, R5)?"""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.cast import DAY, NOW
from tests.counts import IS_FULL, count
from tests.factories import BodyFactory, BodyKindFactory, MandateFactory
from unions import as_of, changing
from unions.access import Access, SystemAccess
from unions.errors import Refusal
from unions.models import UnionBody
from unions.placing import found_many
from unions.roles import Ability, Role

DECISION = {"decision_no": "1/QĐ", "decided_on": date(2021, 1, 1), "reason": "Sắp xếp"}
START = date(2021, 1, 1)
pytestmark = pytest.mark.prove("tree")


def decide(kind, /, *, on, **plan):
    by = SystemAccess(on)
    return changing.record_change(kind, by=by, at=NOW, on=on, effective_on=on, **DECISION, **plan)


class World:
    """The tree kept by hand, day by day: {body: (parent, name)} of the bodies at work."""

    def __init__(self):
        self.kind = BodyKindFactory(code="cap", name="Cấp", short_name="Cấp", rank=2, is_grassroots=False)
        self.kind.allowed_parents.add(self.kind)
        self.top = BodyFactory(kind=self.kind, name="Đơn vị 0", founded_on=START)
        self.standing = {self.top.pk: (None, self.top.name)}
        self.days = {START: dict(self.standing)}
        self.day, self.number = START, 0

    def plant(self, places):
        """Found as many bodies as there are places, level by level, each under one of the bodies above it."""
        above = [self.top]
        while places:
            level, places = places[: 4 * len(above)], places[4 * len(above) :]
            rows = [{**self.new(), "parent": above[place % len(above)]} for place in level]
            made = found_many(rows, by=SystemAccess(START), at=NOW, on=START)
            self.standing |= {body.pk: (body.parent_id, body.name) for body in made}
            above = made
        self.days[START] = dict(self.standing)

    def body(self, place):
        return UnionBody.objects.select_related("kind", "parent__kind").get(
            pk=sorted(self.standing)[place % len(self.standing)]
        )

    def children(self, pk):
        return [each for each, (parent, _) in self.standing.items() if parent == pk]

    def below(self, pk):
        found = {pk}
        for each in self.children(pk):
            found |= self.below(each)
        return found

    def new(self):
        self.number += 1
        name = f"Đơn vị {self.number}"
        return {"name": name, "code": f"don-vi-so-{self.number}", "kind": self.kind}

    def happen(self, kind, first, second):
        """Let one thing happen on the next day, in the database and by hand; what is refused happens nowhere."""
        self.day += timedelta(days=1)
        a, b = self.body(first), self.body(second)
        try:
            with transaction.atomic():
                getattr(self, f"_{kind}")(a, b)
        except Refusal:
            pass
        self.days[self.day] = dict(self.standing)

    def _found(self, a, b):
        plan = self.new()
        decide("found", on=self.day, parent=a, **plan)
        self.standing[UnionBody.objects.get(code=plan["code"]).pk] = (a.pk, plan["name"])

    def _move(self, a, b):
        decide("move", on=self.day, body=a, to=b)
        self.standing[a.pk] = (b.pk, self.standing[a.pk][1])

    def _transfer(self, a, b):
        rows = list(UnionBody.objects.filter(pk__in=self.children(a.pk)).select_related("kind", "parent"))
        decide("transfer", on=self.day, bodies=rows, to=b)
        for row in rows:
            self.standing[row.pk] = (b.pk, self.standing[row.pk][1])

    def _merge(self, a, b):
        decide("merge", on=self.day, bodies=[a], into=b)
        self._gone(a, b)

    def _join(self, a, b):
        plan = self.new()
        decide("merge", on=self.day, bodies=[a, b], new={**plan, "parent": a.parent})
        made = UnionBody.objects.get(code=plan["code"])
        self.standing[made.pk] = (a.parent_id, plan["name"])
        self._gone(a, made)
        self._gone(b, made)

    def _dissolve(self, a, b):
        if a.parent_id:  # something stays to go on with
            decide("dissolve", on=self.day, bodies=[a])
            del self.standing[a.pk]

    def _end(self, a, b):
        decide("end", on=self.day, bodies=[a], to=b)
        self._gone(a, b)

    def _rename(self, a, b):
        self.number += 1
        decide("rename", on=self.day, body=a, name=f"Tên mới {self.number}")
        self.standing[a.pk] = (self.standing[a.pk][0], f"Tên mới {self.number}")

    def _split(self, a, b):
        children = UnionBody.objects.filter(pk__in=self.children(a.pk)).select_related("kind", "parent")
        halves = [list(children)[::2], list(children)[1::2]]
        parts = [{**self.new(), "parent": a.parent, "bodies": half} for half in halves]
        decide("split", on=self.day, body=a, parts=parts, keeps=False)
        for part in parts:
            made = UnionBody.objects.get(code=part["code"])
            self.standing[made.pk] = (a.parent_id, part["name"])
            for child in part["bodies"]:
                self.standing[child.pk] = (made.pk, self.standing[child.pk][1])
        del self.standing[a.pk]

    def _gone(self, a, b):
        for child in self.children(a.pk):
            self.standing[child] = (b.pk, self.standing[child][1])
        del self.standing[a.pk]


KINDS = st.sampled_from(
    ["found", "found", "found", "move", "transfer", "merge", "join", "end", "dissolve", "rename", "split"]
)
EVENTS = st.lists(st.tuples(KINDS, st.integers(0, 499), st.integers(0, 499)), min_size=4, max_size=14)


class TestRandomTrees(TestCase):
    @settings(max_examples=2000 if IS_FULL else 30)
    @given(EVENTS)
    @example(
        [*[("found", 0, 0)] * 3, ("found", 110, 0), ("found", 0, 0), ("found", 490, 0), ("join", 0, 186)]
    )
    def test_every_day_is_told_as_it_was_and_today_is_seen_as_it_is(self, events):
        _live_through(World(), events)

    @settings(max_examples=count(60))
    @given(EVENTS, st.randoms(use_true_random=False))
    def test_a_tree_of_hundreds_as_well(self, events, chance):
        world = World()
        world.plant([chance.randrange(1000) for _ in range(480)])
        _live_through(world, events, some=chance)


def _live_through(world, events, some=None):
    """Let it happen; then compare every day, and what is seen today from every body (or from a few of them)."""
    for kind, first, second in events:
        world.happen(kind, first, second)
    for day, standing in world.days.items():
        told = {row.body_id: (row.parent_id, row.name) for row in as_of.tree_on(day)}
        assert told == standing
    looked_from = some.sample(sorted(world.standing), 8) if some else world.standing
    for body in UnionBody.objects.filter(pk__in=looked_from):
        below = world.below(body.pk)
        within = UnionBody.objects.within(body).filter(ended_on__isnull=True)
        assert set(within.values_list("pk", flat=True)) == below
        access = Access(MandateFactory(body=body, role=Role.OFFICER).user, world.day)
        seen = set(
            UnionBody.objects.visible_to(access).filter(ended_on__isnull=True).values_list("pk", flat=True)
        )
        assert seen == below
        standing = UnionBody.objects.filter(pk__in=world.standing)
        assert {each.pk for each in standing if access.can(Ability.READ, each)} == below


@pytest.fixture
def moved(upper_union, grassroots, stranger):
    on = date(2021, 3, 10)
    decide("rename", on=on, body=grassroots, name="CĐCS Công ty May Thới Sơn", code="may-thoi-son")
    decide(
        "transfer",
        on=on,
        bodies=[UnionBody.objects.select_related("kind").get(pk=grassroots.pk)],
        to=stranger,
    )
    return grassroots


@pytest.mark.django_db
def test_whoever_oversees_it_now_sees_it_with_the_next_request(upper_union, grassroots, stranger, officer_of):
    """R5: the old union's staff lose it, the new one's find it, at once."""
    old, new = officer_of(upper_union), officer_of(stranger)
    assert UnionBody.objects.visible_to(old).filter(pk=grassroots.pk).exists()
    decide("transfer", on=DAY, bodies=[grassroots], to=stranger)
    assert not UnionBody.objects.visible_to(Access(old.user, DAY)).filter(pk=grassroots.pk).exists()
    assert UnionBody.objects.visible_to(Access(new.user, DAY)).filter(pk=grassroots.pk).exists()


@pytest.mark.django_db
def test_the_command_prints_the_tree_of_a_day(moved):
    assert printed("huyen-tinh-bien", "2021-03-09") == (
        "Liên đoàn Lao động huyện Tịnh Biên [huyen-tinh-bien] (LĐLĐ huyện)\n"
        "  CĐCS Công ty TNHH May Nhà Bàng [may-nha-bang] (CĐCS)\n"
    )
    assert printed("huyen-khac", "10/3/2021") == (
        "Liên đoàn Lao động huyện Châu Phú [huyen-khac] (LĐLĐ huyện)\n"
        "  CĐCS Công ty May Thới Sơn [may-thoi-son] (CĐCS)\n"
    )
    assert printed("may-nha-bang", "2021-03-10").startswith("CĐCS Công ty May Thới Sơn [may-thoi-son]")


@pytest.mark.django_db
def test_the_command_says_what_ended_later(upper_union, grassroots):
    decide("dissolve", on=DAY, bodies=[grassroots])
    told = json.loads(printed("huyen-tinh-bien", "2021-03-09", "--json"))
    assert [row["later"] for row in told] == ["", "Giải thể từ 10/03/2021"]
    assert [row["code"] for row in json.loads(printed("huyen-tinh-bien", "2021-03-10", "--json"))] == [
        "huyen-tinh-bien"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "day", "sentence"),
    [
        ("khong-co", "2021-03-09", "Không có đơn vị mang mã"),
        ("huyen-tinh-bien", "31/2/2021", "ngày"),
        ("huyen-tinh-bien", "1999-01-01", "không có trong cây"),
    ],
)
def test_the_command_refuses_in_a_sentence(upper_union, code, day, sentence):
    with pytest.raises(CommandError, match=sentence):
        printed(code, day)


def printed(code, day, *more):
    out = StringIO()
    call_command("tree", code, "--as-of", day, *more, stdout=out)
    return out.getvalue()
