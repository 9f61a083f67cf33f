"""Are the plans and the drafts expected of them well-formed: pairs, keys, codes, days, sentences of the plan?"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import is_normalized

import pytest

from config.demo.lists import SECTORS
from emulation.indicator_kinds import Comparator, Kind
from unions.models import BodyFacts

PLANS = Path(__file__).resolve().parents[1] / "data" / "plans"
FOLDERS = ("open", "sealed")
DRAFT = (
    "title organiser year theme themes_above document phases contents movements indicators titles deadlines recipients "
    "signer unplaced warnings"
).split()
DOCUMENT = {"number", "date", "addressee", "basis"}
PHASE = {"ordinal", "label", "theme", "starts_on", "ends_on"}
CONTENT = {"number", "text", "sectors"}
PART = {"text", "kind", "comparator", "value", "unit"}
INDICATOR = PART | {"value_to", "scope", "due", "parts"}
SCOPE = {"text", "sectors", "conditions"}
CONDITION = {"fact", "comparator", "value"}
DEADLINE = {"what", "on", "rule"}
WORDLESS = {Kind.DONE, Kind.NARRATIVE}
FEWEST, MOST = 25, 120


def names():
    return sorted(
        f"{folder}/{path.stem}" for folder in FOLDERS for path in (PLANS / folder).iterdir() if path.is_file()
    )


def plan_of(name):
    return (PLANS / f"{name}.txt").read_text()


def draft_of(name):
    return json.loads((PLANS / f"{name}.json").read_text())


def fold(text):
    return " ".join(text.split())


def is_day(text):
    return text is None or date.fromisoformat(text).isoformat() == text


def is_number(text):
    return isinstance(text, str) and Decimal(text).is_finite()


def test_every_plan_has_its_draft():
    files = sorted(
        f"{folder}/{path.name}" for folder in FOLDERS for path in (PLANS / folder).iterdir() if path.is_file()
    )
    assert files == sorted(f"{name}.{suffix}" for name in set(names()) for suffix in ("txt", "json"))
    numbers = sorted(name.split("/")[1][:2] for name in set(names()))
    assert numbers == [f"{number:02d}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("name", sorted(set(names())))
def test_a_pair_is_well_formed(name):
    plan, draft = plan_of(name), draft_of(name)
    check_length(plan)
    check_keys(draft)
    check_codes(draft)
    check_days(draft)
    check_sentences(draft, fold(plan))


def check_length(plan):
    assert FEWEST <= sum(bool(line.strip()) for line in plan.splitlines()) <= MOST
    assert is_normalized("NFC", plan)


def check_keys(draft):
    assert list(draft) == DRAFT
    assert draft["document"].keys() == DOCUMENT
    for key, keys in (("phases", PHASE), ("contents", CONTENT), ("deadlines", DEADLINE)):
        assert all(row.keys() == keys for row in draft[key])
    for indicator in draft["indicators"]:
        assert indicator.keys() == INDICATOR
        assert indicator["scope"].keys() == SCOPE
        assert all(condition.keys() == CONDITION for condition in indicator["scope"]["conditions"])
        assert all(part.keys() == PART for part in indicator["parts"])


def check_codes(draft):
    for row in [*draft["contents"], *(indicator["scope"] for indicator in draft["indicators"])]:
        assert set(row["sectors"]) <= set(SECTORS)
    for indicator in draft["indicators"]:
        for condition in indicator["scope"]["conditions"]:
            assert condition["fact"] in BodyFacts.Code.values
            assert condition["comparator"] in list(Comparator)
            assert is_number(condition["value"])
        check_figures(indicator)
        for part in indicator["parts"]:
            check_figures(part)


def check_figures(aim):
    """Kind, comparator and value as the rules of issue 4 tie them together."""
    kind, comparator, value = Kind(aim["kind"]), aim["comparator"], aim["value"]
    if kind in WORDLESS:
        assert (comparator, value) == (None, None)
    elif kind == Kind.COMPOSITE:
        assert comparator in ("all", "any")
        assert len(aim["parts"]) > 1
    else:
        assert is_number(value)
        assert comparator in list(Comparator)
    assert (comparator == "zero") == (kind == Kind.ZERO)
    assert (comparator == "change") == (kind == Kind.CHANGE)
    assert (comparator == "between") == bool(aim.get("value_to"))
    if comparator == "zero":
        assert value == "0"
    if comparator == "all" and kind != Kind.COMPOSITE:
        assert value == "100"


def check_days(draft):
    assert isinstance(draft["year"], int)
    assert is_day(draft["document"]["date"])
    assert all(is_day(phase["starts_on"]) and is_day(phase["ends_on"]) for phase in draft["phases"])
    assert [phase["ordinal"] for phase in draft["phases"]] == list(range(1, len(draft["phases"]) + 1))
    assert all(is_day(indicator["due"]) for indicator in draft["indicators"])
    assert all(is_day(row["on"]) and (row["on"] or row["rule"]) for row in draft["deadlines"])


def check_sentences(draft, plan):
    said = [draft["title"], draft["organiser"], draft["theme"], draft["signer"]]
    said += [draft["document"]["number"], draft["document"]["addressee"], *draft["document"]["basis"]]
    for key in ("themes_above", "movements", "titles", "recipients", "unplaced"):
        said += draft[key]
    for phase in draft["phases"]:
        said += [phase["label"], phase["theme"]]
    said += [row["rule"] for row in draft["deadlines"]]
    for row in [*draft["contents"], *draft["indicators"]]:
        said.append(row["text"])
        said += [part["text"] for part in row.get("parts", ())]
    said += [indicator["scope"]["text"] for indicator in draft["indicators"]]
    assert [sentence for sentence in said if sentence is not None and sentence not in plan] == []
