"""Does any chain of grants ever open more than its first giver could (RELIABILITY R54)? Without a database.

Random people of random trees give, agree to, delegate and take posts, as the rules of `granting` and `delegating` let
them; a judge who walks the tree step by step looks at every post that comes out of it. That the acts obey the same
rules is shown in `test_granting`.
"""

import random
from collections import Counter

import pytest
from django.http import Http404

from tests.cast import DAY
from tests.counts import count
from unions import delegating, granting
from unions.access import Access, SystemAccess
from unions.errors import NotAllowed
from unions.models import BodyKind, Mandate, UnionBody, User
from unions.querysets import path_step
from unions.roles import ABILITIES, Ability, Reach, Role

pytestmark = pytest.mark.prove("grants")
ORDER = {"administrator": 3, "officer": 2, "leader": 2, "auditor": 1, "clerk": 1, "chair": 1}
OFFICES = [Role.ADMINISTRATOR, Role.OFFICER, Role.LEADER]
ACTS = 60


class Graph:
    """A small forest, some people, the posts the system gave them, and what they make of them."""

    def __init__(self, seed, first=1):
        self.chance, self.done, self.number = random.Random(seed), Counter(), first
        self.bodies, self.posts = [], []
        self.strict = BodyKind(pk=first, code="rong", needs_second=True)
        self.plain = BodyKind(pk=first + 1, code="vua")
        self.last = BodyKind(pk=first + 2, code="cuoi", is_grassroots=True)
        for _ in range(2):
            top = self._body(None, self.strict)
            for _ in range(2):
                middle = self._body(top, self.plain)
                for _ in range(self.chance.randrange(3)):
                    self._body(middle, self.last)
        self.people = [User(pk=first + number, username=f"nguoi-so-{number}") for number in range(9)]
        tops = [body for body in self.bodies if body.parent is None]
        for user, top in zip(self.people, [tops[0], *tops], strict=False):
            self._post(user, top, Role.ADMINISTRATOR)
        for user in self.people[3:7]:
            body = self.chance.choice(self.bodies)
            role = Role.CHAIR if body.kind.is_grassroots else self.chance.choice(OFFICES)
            self._post(user, body, role)

    def _body(self, parent, kind):
        self.number += 1
        path = (parent.path if parent else "") + path_step(self.number)
        columns = {"pk": self.number, "code": f"so-{self.number}", "sort_key": b""}
        self.bodies.append(UnionBody(path=path, kind=kind, parent=parent, **columns))
        return self.bodies[-1]

    def _post(self, user, body, role, **columns):
        self.number += 1
        post = Mandate(pk=self.number, user=user, body=body, role=role, from_on=DAY, **columns)
        post.carries, post.second = False, None
        self.posts.append(post)
        return post

    def held(self, user):
        return [post for post in self.posts if post.user == user and not post.awaits_second]

    def access(self, user):
        access = Access(user, DAY)
        access.mandates = self.held(user)
        return access

    # What people do -----------------------------------------------------------------------------------------------

    def live(self, times=ACTS):
        acts = [self.give, self.give, self.agree, self.agree, self.delegate, self.take]
        for _ in range(times):
            by, act = self.access(self.chance.choice(self.people)), self.chance.choice(acts)
            try:
                act(by, self.chance.choice(self.people))
            except (NotAllowed, Http404, granting.ToOneself):
                self.done["refused"] += 1

    def give(self, by, to):
        self.give_post(by, to, self.chance.choice(self.bodies), self.chance.choice(list(Role)))

    def give_post(self, by, to, body, role):
        (waits,) = granting.require(by, [{"user": to, "body": body, "role": role}])
        judge_grant(self, by, self._post(to, body, role, granter=by.user, awaits_second=waits))
        self.done["given"] += 1

    def agree(self, by, to):
        if waiting := [post for post in self.posts if post.awaits_second]:
            self.agree_to(by, self.chance.choice(waiting))

    def agree_to(self, by, post):
        if not granting.may_answer(by, post):
            raise NotAllowed("")
        post.awaits_second, post.second = False, by.user
        judge_second(self, by, post)
        self.done["agreed"] += 1

    def delegate(self, by, to):
        post = self.chance.choice(self.posts)
        if not post.awaits_second:
            self.delegate_post(self.chance.choice([by, self.access(post.user)]), to, post)

    def delegate_post(self, by, to, post):
        if to in (post.user, by.user) or not delegating.may_delegate(by, post):
            raise NotAllowed("")
        waits = granting.needs_second(by, post.role, post.body.kind)
        columns = {"granter": by.user, "awaits_second": waits, "delegation_of": post}
        judge_delegation(self, by, self._post(to, post.body, post.role, **columns))
        self.done["delegated"] += 1

    def take(self, by, to):
        post = self.chance.choice(self.posts)
        if not post.awaits_second:
            self.take_post(by, post)

    def take_post(self, by, post):
        granting.require_over(post, by)
        assert stands_above(self.held(by.user), post)
        self.posts = [each for each in self.posts if post not in (each, each.delegation_of)]
        self.done["taken"] += 1


# The judge: no paths, no Access, only parents -------------------------------------------------------------------------


def is_under(body, top):
    while body is not None and body is not top:
        body = body.parent
    return body is not None


def stands_above(posts, post):
    """Does one of these posts give posts there, and stand above this one?"""
    for own in posts:
        reach, at_home = ABILITIES[own.role].get(Ability.APPOINT), own.body is post.body
        if at_home and reach is Reach.BOTH and ORDER[own.role] > ORDER[post.role]:
            return True
        if not at_home and reach and is_under(post.body, own.body) and ORDER[own.role] >= ORDER[post.role]:
            return True
    return False


def rights(graph, posts):
    """{(ability, body)} these posts open."""
    return {
        (ability, body.pk)
        for post in posts
        for ability, reach in ABILITIES[post.role].items()
        for body in graph.bodies
        if (body is post.body and reach is not Reach.BELOW)
        or (body is not post.body and is_under(body, post.body) and reach is not Reach.OWN)
    }


def reached(found, ability):
    return {body for each, body in found if each == ability}


def judge_grant(graph, by, post):
    own, new = rights(graph, graph.held(by.user)), rights(graph, [post])
    assert post.user != by.user
    assert stands_above(graph.held(by.user), post)
    assert {body for _, body in new} <= reached(own, Ability.READ)
    assert reached(new, Ability.APPOINT) < reached(own, Ability.APPOINT)
    assert post.awaits_second or not post.body.kind.needs_second


def judge_second(graph, by, post):
    assert len({by.user, post.granter, post.user}) == 3
    assert stands_above(graph.held(by.user), post)


def judge_delegation(graph, by, post):
    source = post.delegation_of
    assert rights(graph, [post]) == rights(graph, [source])
    assert not reached(rights(graph, [post]), Ability.APPOINT)
    assert source.delegation_of is None
    assert by.user == source.user or stands_above(graph.held(by.user), post)
    assert post.awaits_second or not post.body.kind.needs_second


def judge_people(graph):
    """In the end: who holds anything wide was made so by the system, or by two others."""
    for post in graph.posts:
        if post.granter and post.body.kind.needs_second and not post.awaits_second:
            assert len({post.granter, post.second, post.user}) == 3
        if post.granter and not post.delegation_of:
            assert not (post.role == Role.ADMINISTRATOR and post.body.parent is None)


def test_no_chain_of_grants_opens_more_than_its_first_giver_could(measured):
    graphs = [Graph(seed) for seed in range(count(5000))]
    for graph in graphs:
        graph.live()
        judge_people(graph)
    done = sum((graph.done for graph in graphs), Counter())
    assert min(done[act] for act in ("given", "agreed", "delegated", "taken")) > len(graphs) // 10
    measured({"graphs": len(graphs), **done, "outside_scope_or_rank": 0})


def test_the_judge_would_have_seen_the_grants_of_before():
    """Before ranks, whoever might appoint below made administrators there."""
    graph = Graph(0)
    officer = graph._post(graph.people[6], graph.bodies[0], Role.OFFICER)
    too_high = graph._post(graph.people[7], graph.bodies[1], Role.ADMINISTRATOR)
    assert graph.access(officer.user).can(Ability.APPOINT, too_high.body)
    assert not stands_above([officer], too_high)
    with pytest.raises(granting.AboveRank):
        granting.require_over(too_high, graph.access(officer.user))


def test_the_system_is_asked_nothing():
    graph, system = Graph(1), SystemAccess(DAY)
    row = {"user": graph.people[0], "body": graph.bodies[0], "role": Role.ADMINISTRATOR}
    assert granting.require(system, [row]) == [False]
