"""Does each ground of scope say yes and no, and why?"""

import pytest

from emulation.drafting import set_indicators
from emulation.models import Indicator
from emulation.scoping import applies, preview, why_not
from tests.factories import SectorFactory
from tests.factories.campaigns import AT, EVERYONE

TEN = 100_000


@pytest.fixture
def scoped(plan, officer):
    """scoped(*rules): the plan's one indicator with that scope, as `scoping` wants it."""

    def write(*rules):
        set_indicators(plan, [EVERYONE | {"scope": list(rules)}], by=officer, at=AT)
        return Indicator.objects.filter(campaign=plan).with_plan().get()

    return write


@pytest.fixture
def units(plan, grassroots, commune, school):
    """{body: participant}, facts as frozen."""
    rows = {row.body_id: row for row in plan.participants.all()}
    found = {"firm": rows[grassroots.pk], "commune": rows[commune.pk], "school": rows[school.pk]}
    found["firm"].facts = {"workers": 12 * 10_000}
    found["school"].facts = {"workers": 7 * 10_000}
    found["commune"].facts = {}
    return found


def test_no_rule_concerns_everybody(scoped, units):
    indicator = scoped()
    assert preview(indicator, list(units.values())) == (3, 0)
    assert why_not(indicator, units["firm"]) == ""


def test_sector(scoped, units, sectors):
    indicator = scoped({"ground": "sector", "sector": sectors["dn-ngoai-nn"]})
    assert applies(indicator, units["firm"])
    assert why_not(indicator, units["school"]) == "Chỉ tiêu không dành cho khu vực của đơn vị."


def test_sector_means_those_below_it_too(scoped, units, sectors):
    firms = SectorFactory(code="dn", name="Doanh nghiệp")
    type(firms).objects.filter(pk=sectors["dn-ngoai-nn"].pk).update(parent=firms)
    indicator = scoped({"ground": "sector", "sector": firms})
    assert preview(indicator, list(units.values())) == (1, 2)


def test_kind(scoped, units, kinds):
    indicator = scoped({"ground": "kind", "kind": kinds["huyen"]})
    assert why_not(indicator, units["firm"]) == "Chỉ tiêu không dành cho loại tổ chức của đơn vị."
    assert applies(scoped({"ground": "kind", "kind": kinds["cdcs"]}), units["firm"])


def test_named_bodies_are_alternatives(scoped, units, commune, school):
    indicator = scoped({"ground": "body", "body": commune}, {"ground": "body", "body": school})
    assert preview(indicator, list(units.values())) == (2, 1)
    assert why_not(indicator, units["firm"]) == "Chỉ tiêu chỉ dành cho những đơn vị được nêu tên."


def test_fact_at_the_value_below_it_and_unknown(scoped, units):
    indicator = scoped({"ground": "fact", "fact": "workers", "at_least": TEN})
    assert applies(indicator, units["firm"])
    asked = "Chỉ tiêu áp dụng khi số lao động từ 10 trở lên"
    assert why_not(indicator, units["school"]) == f"{asked}; đơn vị có 7."
    assert why_not(indicator, units["commune"]) == f"{asked}; chưa có số liệu này của đơn vị."
    units["school"].facts = {"workers": TEN}
    assert applies(indicator, units["school"])


def test_money_facts_are_told_in_dong(scoped, units):
    indicator = scoped({"ground": "fact", "fact": "fee_due", "at_least": 2_000_000})
    units["firm"].facts = {"fee_due": 1_500_000}
    assert why_not(indicator, units["firm"]).endswith("từ 2.000.000 trở lên; đơn vị có 1.500.000.")


def test_grounds_are_joined_by_and(scoped, units, sectors):
    indicator = scoped(
        {"ground": "sector", "sector": sectors["hcsn"]},
        {"ground": "fact", "fact": "workers", "at_least": TEN},
    )
    assert preview(indicator, list(units.values())) == (0, 3)


def test_nothing_is_asked_of_the_database(scoped, units, sectors, django_assert_num_queries):
    indicator = scoped({"ground": "sector", "sector": sectors["hcsn"]})
    with django_assert_num_queries(0):
        preview(indicator, list(units.values()))
