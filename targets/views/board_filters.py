"""Which units of a campaign does somebody want to look at: which phase, bloc, state, how late, named how?"""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from targets.lateness import is_past
from targets.querysets import count_registrations, in_result_states, sent_late, with_progress
from unions.vietnamese import fold
from unions.web import SEARCH_LENGTH, known_uids

LATE_CHOICES = {"muon": "Nộp muộn", "qua-han": "Quá hạn chưa gửi"}
WITHOUT_BLOC = "khong"

# The four words of both lifecycles, in the order of work: (slug in addresses, label, registration, result, look)
FOUR = (
    ("chua-gui", "Chưa gửi", "draft", "open", "unsent"),
    ("cho-duyet", "Chờ duyệt", "submitted", "declared", "waiting"),
    ("tra-lai", "Trả lại", "returned", "returned", "returned"),
    ("da-duyet", "Đã duyệt", "approved", "verified", "approved"),
)
SLUGS = {slug for slug, *_ in FOUR}


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; what it asks wrongly is left out."""

    at: object
    phase: object = None  # None: the registrations
    state: str = ""  # a slug of FOUR
    bloc: str = ""
    late: str = ""
    words: str = ""
    page: str = ""

    @classmethod
    def read(cls, asked: QueryDict, phases, at):
        numbers = {str(phase.number): phase for phase in phases}
        state, late = asked.get("trang-thai", ""), asked.get("han", "")
        return cls(
            at=at,
            phase=numbers.get(asked.get("giai-doan", "")),
            state=state if state in SLUGS else "",
            bloc=asked.get("khoi", ""),
            late=late if late in LATE_CHOICES else "",
            words=asked.get("q", "").strip()[:SEARCH_LENGTH],
            page=asked.get("trang", ""),
        )

    # Which units -----------------------------------------------------------------------------------------------------

    def units(self, participants):
        """Those of the bloc and the words, with where they stand."""
        if self.bloc == WITHOUT_BLOC:
            participants = participants.filter(bloc__isnull=True)
        elif self.bloc:
            participants = participants.filter(bloc__uid__in=known_uids([self.bloc]))
        for word in fold(self.words).split():
            participants = participants.filter(body__search_text__contains=word)
        return with_progress(participants)

    def counted(self, units, campaign):
        """Those that the tabs count: everything but the state."""
        if self.late == "muon":
            return self._sent_late(units)
        if self.late == "qua-han":
            return self.unsent(units) if self.is_over(campaign) else units.none()
        return units

    def chosen(self, units, campaign):
        units = self.counted(units, campaign)
        for slug, _, registration, result, _ in FOUR:
            if slug == self.state and self.phase is None:
                return units.filter(registration_state=registration)
            if slug == self.state:
                return in_result_states(units, self.phase, [result])
        return units

    def unsent(self, units):
        """Nothing sent yet, or sent back: the ball is with the unit."""
        if self.phase is None:
            return units.filter(registration_state__in=["draft", "returned"])
        return in_result_states(units, self.phase, ["open", "returned"])

    def _sent_late(self, units):
        if self.phase is None:
            return units.filter(registration__is_late=True)
        return sent_late(units, self.phase)

    # What the page says of it ----------------------------------------------------------------------------------------

    def due_at(self, campaign):
        return campaign.registration_due_at if self.phase is None else self.phase.report_due_at

    def is_over(self, campaign):
        return is_past(self.due_at(campaign), self.at)

    @property
    def query(self):
        """The address without the page: `giai-doan=1&khoi=2&`, or ""."""
        return self._query(self.state)

    def counts(self, units, reported):
        """{slug: how many of these units stand there, "": all}; `reported` are their standings in the phase."""
        if self.phase is None:
            found = count_registrations(units)
            return {"": found["all"]} | {slug: found[state] for slug, _, state, *_ in FOUR}
        states = Counter(standing.state for standing in reported.values())
        states["open"] += units.count() - len(reported)
        return {"": states.total()} | {slug: states[state] for slug, _, _, state, _ in FOUR}

    def tabs(self, counts):
        """[{label, count, query, current}]"""
        rows = [("", "Tất cả"), *((slug, label) for slug, label, *_ in FOUR)]
        return [
            {"label": label, "count": counts[slug], "query": self._query(slug), "current": slug == self.state}
            for slug, label in rows
        ]

    def _query(self, state):
        number = str(self.phase.number) if self.phase else ""
        named = (
            ("giai-doan", number),
            ("trang-thai", state),
            ("khoi", self.bloc),
            ("han", self.late),
            ("q", self.words),
        )
        kept = urlencode([(name, value) for name, value in named if value])
        return f"{kept}&" if kept else ""
