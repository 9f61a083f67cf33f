"""Lists of units as offices send them, and what most tests of the import do with them."""

import openpyxl
from openpyxl.utils import range_boundaries

from tests.cast import DAY, NOW
from tests.unions.hostile_workbooks import saved
from unions.importing import foresee, take
from unions.models import BodyFacts
from unions.quantities import SCALE
from unions.workbooks import Sheet, Workbook, read_workbook


def sent(*rows, merges=()):
    """As it comes from an office, through the child process."""
    book = openpyxl.Workbook()
    book.active.title = "DS"
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    return read_workbook(saved(book), "ds.xlsx")


def sheet_of(*rows, merges=()):
    """As the child process gives it back."""
    width = max(map(len, rows))
    places = [range_boundaries(merge) for merge in merges]
    merges = [(top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in places]
    return Workbook([Sheet("DS", [[*row, *[None] * (width - len(row))] for row in rows], merges)])


def look(workbook, under, by, **more):
    return foresee(workbook, under=under, as_of=DAY, by=by, **more)


def bring(workbook, under, by, **more):
    found = look(workbook, under, by, **more)
    return take(found, under=under, as_of=DAY, source="ds.xlsx", by=by, at=NOW, on=DAY)


def counts(found):
    return [found.count(outcome) for outcome in ("added", "changed", "unchanged")] + [len(found.problems)]


def facts_of(name):
    return {fact.code: fact.value // SCALE for fact in BodyFacts.objects.filter(body__name=name)}
