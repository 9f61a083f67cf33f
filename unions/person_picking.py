"""Which person did somebody mean on a form: one of those in sight, by words and a tick, or somebody new?"""

from dataclasses import dataclass

from django.db.models import Q

from unions.contacts import phone_key
from unions.models import Mandate, User
from unions.people import find, has_ended, phone_for, posts_in_sight
from unions.vietnamese import fold
from unions.web import known_uids

SHOWN = 12


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be meant; `where` tells people of one name apart."""

    user: User
    where: str

    @property
    def uid(self):
        return str(self.user.uid)


class PersonPick:
    """People in one's sight with an account in use."""

    def __init__(self, access, *, without=()):
        self.access = access
        self.people = User.objects.visible_to(access).filter(is_active=True)
        self.people = self.people.exclude(pk__in=[user.pk for user in without])

    def named(self, uid):
        """The person with that public id, or None where nobody in sight has it."""
        found = known_uids([uid])
        return self.people.filter(uid=found[0]).first() if found else None

    def matching(self, words):
        """(the first who match, how many there are)"""
        mandates = Mandate.objects.visible_to(self.access).meant()
        found = find(self.people, words, mandates, self.access)
        users = list(found[: SHOWN + 1])
        count = found.order_by().count() if len(users) > SHOWN else len(users)
        return users[:SHOWN], count

    def twins(self, body, full_name, phone):
        """Who may be the same person: the same telephone, or the same name at that body."""
        same = Q(search_text__startswith=f" {fold(full_name)}|", mandates__body=body)
        if key := phone_key(phone):
            same |= Q(phone_key=key)
        return list(self.people.filter(same).distinct().in_order()[:SHOWN])

    def told(self, users):
        """Candidates with what tells them apart; one query."""
        posts = posts_in_sight(users, self.access)
        return [Candidate(user, self._where(user, posts[user.pk])) for user in users]

    def _where(self, user, mandates):
        held = [mandate for mandate in mandates if not has_ended(mandate, self.access.day)] or mandates
        said = [f"{mandate.post}, {mandate.body.label}" for mandate in held[:1]]
        return "; ".join([*said, *filter(None, [phone_for(self.access, user, mandates)])])
