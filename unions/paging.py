"""Which part of a list that may be very long is on the page, without counting what nobody reads?"""

from dataclasses import dataclass

from unions.web import typed_number

PER_PAGE = 50
COUNTED = 1000  # beyond so many a list only says that there are more
LAST = 400  # page; who goes further should filter


@dataclass(frozen=True)
class Stretch:
    """Fifty rows of a list, and whether there are more."""

    rows: list
    number: int
    has_next: bool
    count: int  # at most COUNTED + 1
    per_page: int = PER_PAGE

    @property
    def has_previous(self):
        return self.number > 1

    @property
    def start(self):
        return (self.number - 1) * self.per_page + 1 if self.rows else 0

    @property
    def end(self):
        return (self.number - 1) * self.per_page + len(self.rows)

    @property
    def in_words(self):
        """ "214", "hơn 1.000": how many there are, as far as was counted."""
        return "hơn 1.000" if self.count > COUNTED else f"{self.count}".replace(".", "")

    @property
    def previous(self):
        return self.number - 1

    @property
    def next(self):
        return self.number + 1


def stretch(found, typed, *, per_page=PER_PAGE, counts=True):
    """The page that was asked for of a queryset; two queries, or one when the list is not counted."""
    number = min(max(typed_number(typed, 1), 1), LAST)
    start = (number - 1) * per_page
    rows = list(found[start : start + per_page + 1])
    has_next = len(rows) > per_page
    count = start + len(rows)
    if counts and (has_next or (not rows and number > 1)):
        count = found.order_by()[: COUNTED + 1].count()
    return Stretch(rows[:per_page], number, has_next and number < LAST, count, per_page)
