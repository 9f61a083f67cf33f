"""What will an import do, row by row and cell by cell, in a form that is kept, counted, shown and compared?

The preview is JSON in the import's own row: what a person saw is what will be taken, and a digest tells when the tree
changed in between.
"""

import hashlib
import json
import re

from unions.import_columns import CODE, FACTS, LABELS, NAME, PARENT
from unions.importing import cell_of
from unions.models import BodyFacts
from unions.quantities import SCALE, show

ERRORS, DOUBTS, ADDED, CHANGED, UNCHANGED = "loi", "hoi", "them", "doi", "giu"
OUTCOMES = {"added": ADDED, "changed": CHANGED, "unchanged": UNCHANGED}
MOST_CANDIDATES = 8
SHOWN_LETTERS = 120
WORDS = {**LABELS, BodyFacts.Code.WOMEN: "Lao động nữ"}  # beside other columns, “Nữ” alone says too little
CELL = re.compile(r"([A-Z]+)(\d+)")


def preview_of(found, workbook, answers, earlier=None):
    """JSON of what was foreseen; doubts that `answers` settle are kept from the `earlier` preview, to be changed."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    doubts = [_doubt(found, plan, bodies) for plan, bodies in found.doubts]
    known = {each["key"] for each in doubts}
    doubts += [
        each
        for each in (earlier or {}).get("doubts", ())
        if each["key"] in answers and each["key"] not in known
    ]
    rows = [_row(found, plan) for plan in found.plans]
    errors = [_error(problem, sheets.get(problem.sheet)) for problem in found.problems]
    return {
        "counts": {
            ERRORS: len({(each["sheet"], each["cell"]) for each in errors}),
            DOUBTS: len(found.doubts),
            **{code: sum(row["outcome"] == code for row in rows) for code in OUTCOMES.values()},
        },
        "errors": errors,
        "doubts": doubts,
        "rows": rows,
        "notes": list(dict.fromkeys(found.notes)),
        "answers": dict(answers),
        "digest": digest_of(found),
    }


def digest_of(found):
    """A sum of everything that would be written and of what it would replace."""
    said = [
        [
            plan.sheet,
            plan.line,
            plan.body and plan.body.pk,
            plan.parent and plan.parent.pk,
            [plan.row.texts.get(name, "") for name in (NAME, CODE, PARENT)],
            plan.said,
            _plain(plan.columns),
            _plain(plan.before),
            plan.figures,
        ]
        for plan in found.plans
    ]
    said.append([[each.sheet, each.cell] for each in found.problems])
    said.append([[plan.sheet, plan.line] for plan, _ in found.doubts])
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def sentence_of(counts):
    """“Thêm 118, đổi 12, không đổi 300, lỗi 5 ô, phải hỏi 2 dòng”."""
    words = [
        f"thêm {number(counts[ADDED])}",
        f"đổi {number(counts[CHANGED])}",
        f"không đổi {number(counts[UNCHANGED])}",
    ]
    if counts[ERRORS]:
        words.append(f"lỗi {number(counts[ERRORS])} ô")
    if counts[DOUBTS]:
        words.append(f"phải hỏi {number(counts[DOUBTS])} dòng")
    said = ", ".join(words)
    return said[0].upper() + said[1:]


def number(count):
    return f"{count:,}".replace(",", ".")


def place_of(cell):
    """ "D17" → (16, 3)."""
    letters, digits = CELL.fullmatch(cell).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def _row(found, plan):
    known = plan.body if not plan.is_new else None
    where = plan.parent or (known and known.parent)
    return {
        "sheet": plan.sheet,
        "cell": cell_of(found, plan),
        "outcome": OUTCOMES[plan.outcome],
        "name": known.name if known else plan.row.texts.get(NAME, ""),
        "code": known.code if known else "",
        "where": where.label if where else "",
        "cells": [[what, "", text] for what, text in plan.said]
        + [_change(plan, meaning, value) for meaning, value in _values(plan).items()],
    }


def _values(plan):
    return {**plan.columns, **plan.figures}


def _change(plan, meaning, value):
    """[what, old, new] as people read it."""
    return [WORDS[meaning], _said(meaning, plan.before.get(meaning)), _said(meaning, value)]


def _said(meaning, value):
    if value is None:
        return ""
    if meaning in FACTS:
        return show(value, 1 if meaning == BodyFacts.Code.FEE_DUE else SCALE)
    return typed(getattr(value, "name", value))


def _error(problem, sheet):
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "value": _typed(sheet, problem.cell) if sheet else "",
        "reason": problem.reason,
        "suggestion": problem.suggestion,
    }


def _typed(sheet, cell):
    row, column = place_of(cell)
    value = sheet.rows[row][column] if row < len(sheet.rows) and column < len(sheet.rows[row]) else None
    return typed(value)


def typed(value):
    """A cell's content as somebody would see it in Excel, cut where it is long."""
    if value is None:
        return ""
    if hasattr(value, "year"):
        text = f"{value:%d/%m/%Y}"
    elif isinstance(value, float):
        text = f"{value:.10g}".replace(".", ",")
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS]}…"


def _doubt(found, plan, bodies):
    return {
        "key": f"{plan.sheet}!{plan.line + 1}",
        "sheet": plan.sheet,
        "cell": cell_of(found, plan),
        "name": plan.row.texts.get(NAME, ""),
        "where": plan.parent.label if plan.parent else "",
        "may_be_new": plan.parent is not None or plan.above is not None,
        "bodies": [
            [body.code, body.name, body.parent.label if body.parent else ""]
            for body in bodies[:MOST_CANDIDATES]
        ],
    }


def _plain(values):
    return {name: str(getattr(value, "pk", value)) for name, value in values.items()}
