"""Which bodies did somebody mean: those ticked, or the one that the typed words name?

Works without JavaScript: words are typed, the page comes back with what matches, one or several are ticked. What was
ticked stays ticked whatever is searched for next.
"""

from dataclasses import dataclass, field
from functools import cached_property

from unions.searching import find
from unions.web import SEARCH_LENGTH

SHOWN = 20
ALL_SHOWN = 300  # of a short list, everything stands on the page at once
MOST_TICKS = 5000
ALL = "chon_het"  # the button that ticks everything a picker shows


@dataclass
class Pick:
    """One picker of a form: `candidates` are the bodies that may be meant, `needed` the sentence when none is."""

    name: str
    label: str
    candidates: object
    is_many: bool = False
    shows_all: bool = False
    hint: str = ""
    needed: str = ""
    codes: list = field(default_factory=list)
    words: str = ""

    @property
    def words_name(self):
        return f"{self.name}_tim"

    def read(self, typed):
        """Take what was ticked and typed from a form."""
        if typed.get(ALL) == self.name and self.shows_all:
            self.codes = list(self.candidates.order_by().values_list("code", flat=True)[:MOST_TICKS])
        else:
            self.codes = typed.getlist(self.name)[:MOST_TICKS]
        self.words = typed.get(self.words_name, "").strip()[:SEARCH_LENGTH]
        return self

    @cached_property
    def chosen(self):
        """Bodies ticked; a code that may not be meant counts as if it had not been sent."""
        if not self.codes:
            return []
        rows = list(self.candidates.filter(code__in=self.codes).select_related("kind", "parent"))
        return rows if self.is_many else rows[:1]

    @cached_property
    def matches(self):
        """(bodies that match the words, how many there are): at most `SHOWN`, without those ticked."""
        if not self.words and not self.shows_all:
            return [], 0
        rows = self.candidates.select_related("kind", "parent")
        rows = find(rows, self.words) if self.words else rows.in_order()
        most = ALL_SHOWN if self.shows_all else SHOWN
        found = list(rows[: most + 1 + len(self.chosen)])
        ticked = {body.pk for body in self.chosen}
        fresh = [body for body in found if body.pk not in ticked]
        is_more = len(fresh) > most
        return fresh[:most], rows.count() - len(ticked) if is_more else len(fresh)

    @property
    def found(self):
        return self.matches[0]

    @property
    def more(self):
        """How many match and are not on the page."""
        return self.matches[1] - len(self.matches[0])

    def settle(self):
        """Let the only match count as ticked; the sentence that stands at the search box, or ""."""
        if self.chosen:
            return ""
        if not self.words:
            return self.needed
        if self.matches[1] == 1:
            self.chosen = self.found[:1]
            self.matches = [], 0
            return ""
        if not self.matches[1]:
            return f"Không có đơn vị nào chọn được khớp “{self.words}”: gõ tên hoặc mã khác."
        return f"Có {self.matches[1]} đơn vị khớp “{self.words}”: đánh dấu đúng đơn vị."
