"""Do the acts obey the rules that `test_grant_graphs` proves: allowed is done, refused is refused?"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.http import Http404

from tests.cast import DAY, NOW
from tests.counts import count
from tests.unions.test_grant_graphs import Graph
from unions.access import Access
from unions.appointing import appoint, relieve
from unions.delegating import delegate
from unions.errors import NotAllowed, Refusal
from unions.granting import confirm
from unions.models import Mandate

pytestmark = [pytest.mark.django_db, pytest.mark.prove("grants")]
NEXT, LATER = DAY + timedelta(days=1), DAY + timedelta(days=30)
REFUSED = (NotAllowed, Refusal, Http404)


class Kept(Graph):
    """The same forest in the database, and people who do what they do there as well."""

    def __init__(self, seed):
        super().__init__(seed, first=1_000_000)
        for rows in ([self.strict, self.plain, self.last], self.bodies, self.people, self.posts):
            for row in rows:
                row.rank = 1
            type(rows[0]).objects.bulk_create(rows)
        self.seen = {self._key(post) for post in self.posts}

    def _key(self, post):
        return post.user_id, post.body_id, str(post.role)

    def _both(self, rule, act):
        """What the rule says, in memory, and what the act does must be the same."""
        try:
            with transaction.atomic():
                made, refusal = act(), None
        except REFUSED as problem:
            made, refusal = None, problem
        try:
            rule()
        except REFUSED:
            assert refusal is not None
            raise
        assert refusal is None, str(refusal)
        return made

    def _new(self, rule, act, to, body, role):
        if (to.pk, body.pk, str(role)) in self.seen:
            return
        made = self._both(rule, act)
        self.posts[-1].pk = made.pk
        self.seen.add(self._key(made))

    def give_post(self, by, to, body, role):
        columns = {"body": body, "role": role, "post": "Chức vụ", "by": now(by), "at": NOW, "on": DAY}
        rule = super().give_post
        self._new(lambda: rule(by, to, body, role), lambda: appoint(to, **columns), to, body, role)

    def delegate_post(self, by, to, post):
        columns = {"to": to, "by": now(by), "at": NOW, "on": DAY, "until_on": LATER}
        rule = super().delegate_post
        act = lambda: delegate(stored(post), **columns)  # noqa: E731
        self._new(lambda: rule(by, to, post), act, to, post.body, post.role)

    def agree_to(self, by, post):
        rule = super().agree_to
        self._both(lambda: rule(by, post), lambda: confirm(stored(post), by=now(by), at=NOW))

    def take_post(self, by, post):
        rule, columns = super().take_post, {"at": NOW, "on": NEXT, "reason": "x"}
        self._both(lambda: rule(by, post), lambda: relieve(stored(post), by=now(by), **columns))


def now(by):
    """The access a request of the next day would have."""
    return Access(by.user, NEXT)


def stored(post):
    return Mandate.objects.get(pk=post.pk)


def test_the_acts_do_what_the_rules_say(measured):
    done = 0
    for seed in range(count(200)):
        with transaction.atomic():
            graph = Kept(seed)
            graph.live(20)
            holding = Mandate.objects.holding_on(NEXT)
            kept = {post.pk for post in graph.posts if not post.awaits_second}
            assert set(holding.values_list("pk", flat=True)) == kept
            done += graph.done.total()
            transaction.set_rollback(True)
    assert done > count(200)
    measured({"graphs_through_the_acts": count(200), "acts_compared": done})
