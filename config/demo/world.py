"""How does a seed found bodies, seat people and let them act, in the days of its document?"""

from datetime import date, datetime, time
from functools import cached_property
from itertools import islice
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from config.demo import lists
from config.demo.people import PASSWORD, invented_names, invented_phone
from unions import appointing, grouping, placing
from unions.access import Access, SystemAccess
from unions.models import BodyFacts, Mandate, User
from unions.quantities import SCALE
from unions.roles import Role

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE = {
    # username stem: role, post
    "lanhdao": (Role.LEADER, "Chủ tịch"),
    "chuyenvien": (Role.OFFICER, "Chuyên viên"),
    "vanthu": (Role.CLERK, "Văn thư"),
    "ubkt": (Role.AUDITOR, "Chủ nhiệm Ủy ban Kiểm tra"),
}
ELECTED = frozenset({Role.LEADER, Role.AUDITOR})  # the others are assigned to their work


def moment(day, clock="08:00"):
    """moment("2021-04-05", "08:30"), a local time."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(date.fromisoformat(day), time(hour, minute), HANOI)


def end_of(day):
    """The last second of a day: deadlines fall at 23:59:59 (DOMAIN §8)."""
    return datetime.combine(date.fromisoformat(day), time(23, 59, 59), HANOI)


def whole_year(year, due_on):
    """The only phase of a campaign that has no phases; reports are due on that day."""
    return {
        "name": "Cả năm",
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "report_due_at": end_of(due_on),
    }


class World:
    """Bodies and people of one seed. `places` keeps names and numbers of different seeds apart."""

    def __init__(self, *, started, places):
        self.at = moment(started)
        self.on = self.at.date()
        self.by = SystemAccess(self.on)
        self.numbers = iter(range(places, places + 1000))
        self.names = islice(invented_names(), places, None)
        self.bodies = {}
        self._accesses = {}
        self._planned = []

    @cached_property
    def kinds(self):
        return lists.kinds()

    @cached_property
    def sectors(self):
        return lists.sectors()

    @cached_property
    def movements(self):
        return lists.movements()

    @cached_property
    def titles(self):
        return lists.titles()

    # Time ---------------------------------------------------------------------------------------------------------

    def plan(self, at, act, *arguments):
        """Let `act(*arguments, at)` happen at a moment; see `play`."""
        self._planned.append((at, act, arguments))

    def play(self):
        """Do everything planned in the order of its moments, so that the ledger reads like the year it tells."""
        planned, self._planned = sorted(self._planned, key=lambda each: each[0]), []
        for at, act, arguments in planned:
            act(*arguments, at)

    # Bodies -------------------------------------------------------------------------------------------------------

    def found(self, code, name, kind, parent=None, **columns):
        row = {"code": code, "name": name, "kind": self.kinds[kind], "parent": parent, **columns}
        body = placing.found_many([row], by=self.by, at=self.at, on=date(2015, 1, 1))[0]
        self.bodies[code] = body
        return body

    def found_units(self, parent, units):
        """Found grassroots unions: dicts of code, name, sector and figures; returns {code: body}."""
        rows = [
            {
                "code": unit["code"],
                "name": unit["name"],
                "kind": self.kinds["cdcs"],
                "parent": unit.get("parent", parent),
                "sector": self.sectors[unit["sector"]],
            }
            for unit in units
        ]
        bodies = placing.found_many(rows, by=self.by, at=self.at, on=date(2015, 1, 1))
        self.bodies |= {body.code: body for body in bodies}
        return {body.code: body for body in bodies}

    def state(self, body, figures, *, as_of):
        """State whole numbers of a body: {"workers": 46, …}; `fee_due` is in đồng."""
        values = {
            code: number if code == BodyFacts.Code.FEE_DUE else number * SCALE
            for code, number in figures.items()
            if number
        }
        source = f"Báo cáo của đơn vị, {as_of:%d/%m/%Y}"
        placing.state_facts(body, values, as_of=as_of, source=source, by=self.by, at=self.at)

    def form_bloc(self, owner, *, year, number, name, bodies, on):
        """Form a bloc with its members, headed by the first and seconded by the next."""
        bloc = grouping.form(owner, year=year, number=number, name=name, by=self.by, at=self.at)
        head, second = [*bodies, None, None][:2]
        if bodies:
            grouping.seat(bloc, bodies, by=self.by, at=self.at, on=on, head=head, deputy=second)
        return bloc

    # People -------------------------------------------------------------------------------------------------------

    @cached_property
    def hashed(self):
        """One hash for the whole demo: the same password, hashed once."""
        known = User.objects.filter(username__startswith="chuyenvien.").first()
        return known.password if known else make_password(PASSWORD)

    def enrol(self, username, full_name=None):
        return appointing.enrol(
            username=username,
            full_name=full_name or next(self.names),
            phone=invented_phone(next(self.numbers)),
            hashed=self.hashed,
            by=self.by,
            at=self.at,
        )

    def seat_office(self, body, stem, *, on, names=None, extra=(), source=None):
        """Seat leader, officer, clerk, auditor of `body` as lanhdao.<stem>…; `extra`: (username, name, role, post).

        `source` of all of them; otherwise leaders and auditors are elected, the others assigned to their work.
        """
        names = names or {}
        people = [
            (f"{part}.{stem}", names.get(part), role, post) for part, (role, post) in OFFICE.items()
        ] + list(extra)
        rows = [
            {
                "user": self.enrol(username, name),
                "body": body,
                "role": role,
                "post": post,
                "source": source or (Mandate.Source.ELECTED if role in ELECTED else Mandate.Source.ASSIGNED),
            }
            for username, name, role, post in people
        ]
        appointing.appoint_many(rows, by=self.by, at=self.at, on=on)

    def seat_chairs(self, bodies, *, on, usernames=None, names=None):
        """Seat a chair in every body, as chutich.<code without hyphens> unless `usernames` says otherwise."""
        usernames, names = usernames or {}, names or {}
        rows = [
            {
                "user": self.enrol(usernames.get(body.code) or chair_name(body), names.get(body.code)),
                "body": body,
                "role": Role.CHAIR,
                "post": "Chủ tịch CĐCS",
            }
            for body in bodies
        ]
        appointing.appoint_many(rows, by=self.by, at=self.at, on=on)

    def access(self, username, day):
        """The access of a person on a day of the past, as their own request would have had it."""
        key = username, day
        if key not in self._accesses:
            self._accesses[key] = Access(User.objects.get(username=username), day)
        return self._accesses[key]

    def chair(self, body, at):
        """The access of the chair of a body, at a moment."""
        key = f"chair:{body.pk}", at.date()
        if key not in self._accesses:
            user = User.objects.get(mandates__body=body, mandates__role=Role.CHAIR)
            self._accesses[key] = Access(user, at.date())
        return self._accesses[key]


def chair_name(body):
    return f"chutich.{body.code.replace('-', '')}"
