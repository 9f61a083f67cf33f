"""Do bodies enter the tree, move in it and keep their past, by the right hands only?"""

from datetime import date

import pytest
from django.http import Http404

from tests.cast import DAY, NOW
from tests.factories import BodyFactory, MandateFactory
from unions.access import Access
from unions.errors import NotAllowed
from unions.models import BodyFacts, LedgerEntry, Placement, UnionBody
from unions.placing import (
    CodeTaken,
    KindNotAllowed,
    TooEarly,
    WrongParent,
    found,
    found_many,
    move,
    state_fact,
    state_facts,
    state_facts_many,
)
from unions.querysets import path_step
from unions.roles import Role

FOUNDED = date(2020, 1, 1)


def grassroots_row(kinds, parent, code="xa-an-phu", **columns):
    return {"code": code, "name": f"CĐCS {code}", "kind": kinds["cdcs"], "parent": parent, **columns}


def test_found_writes_path_placement_search_and_one_line(officer, upper_union, kinds):
    body = found(
        by=officer, at=NOW, on=FOUNDED, decision_no="12/QĐ-LĐLĐ", **grassroots_row(kinds, upper_union)
    )
    stored = UnionBody.objects.get(code="xa-an-phu")
    assert (stored.path, stored.founded_on) == (upper_union.path + path_step(body.pk), FOUNDED)
    placement = Placement.objects.get(body=body)
    assert (placement.parent, placement.from_on, placement.decision_no) == (
        upper_union,
        FOUNDED,
        "12/QĐ-LĐLĐ",
    )
    assert UnionBody.objects.matching("cdcs xa").get() == stored
    line = LedgerEntry.objects.get()
    assert line.sentence == f"{officer.name} lập CĐCS xa-an-phu trực thuộc LĐLĐ huyện Tịnh Biên."


def test_found_at_the_top_is_the_systems(system, officer, kinds, leader_of, province):
    body = found(by=system, at=NOW, on=FOUNDED, code="tinh-moi", name="LĐLĐ tỉnh mới", kind=kinds["tinh"])
    assert body.path == path_step(body.pk)
    with pytest.raises(Http404):
        found(by=officer, at=NOW, on=FOUNDED, code="tinh-hai", name="LĐLĐ tỉnh hai", kind=kinds["tinh"])


def test_found_many_in_few_queries(officer, upper_union, kinds, django_assert_max_num_queries):
    rows = [grassroots_row(kinds, upper_union, f"xa-{number}") for number in range(40)]
    with django_assert_max_num_queries(14):
        bodies = found_many(rows, by=officer, at=NOW, on=FOUNDED)
    assert [body.code for body in bodies] == [f"xa-{number}" for number in range(40)]
    assert UnionBody.objects.within(upper_union).grassroots().count() == 40
    assert Placement.objects.filter(parent=upper_union, from_on=FOUNDED).count() == 40
    assert LedgerEntry.objects.filter(act="placing.found").count() == 40
    assert len({body.path for body in UnionBody.objects.all()}) == UnionBody.objects.count()


def test_a_code_is_used_once(officer, upper_union, grassroots, kinds):
    with pytest.raises(CodeTaken):
        found(by=officer, at=NOW, on=FOUNDED, **grassroots_row(kinds, upper_union, grassroots.code))
    with pytest.raises(CodeTaken):
        found_many([grassroots_row(kinds, upper_union)] * 2, by=officer, at=NOW, on=FOUNDED)


def test_a_kind_has_its_allowed_parents(officer, upper_union, kinds):
    with pytest.raises(KindNotAllowed):
        found(by=officer, at=NOW, on=FOUNDED, code="x", name="x", kind=kinds["tinh"], parent=upper_union)


def test_strangers_and_chairs_may_not_found(upper_union, stranger, grassroots, officer_of, chair_of, kinds):
    with pytest.raises(Http404):
        found(by=officer_of(stranger), at=NOW, on=FOUNDED, **grassroots_row(kinds, upper_union))
    for parent in (grassroots, upper_union):
        with pytest.raises(NotAllowed):
            found(by=chair_of(grassroots), at=NOW, on=FOUNDED, **grassroots_row(kinds, parent))


def test_a_second_post_founds_under_its_own_body(officer, upper_union, stranger, kinds, access_of_role):
    """The post somebody acts in now does not take away what their other post may do."""
    second = MandateFactory(user=officer.user, body=stranger, role=Role.OFFICER)
    both = Access(officer.user, DAY, chosen=second.uid)
    assert found(by=both, at=NOW, on=FOUNDED, **grassroots_row(kinds, upper_union)).parent == upper_union


@pytest.fixture
def district(province, kinds):
    return BodyFactory(code="tri-ton", name="LĐLĐ huyện Tri Tôn", kind=kinds["huyen"], parent=province)


def test_move_carries_the_subtree_and_keeps_the_past(system, upper_union, grassroots, district, kinds):
    kinds["cdcs"].allowed_parents.add(kinds["cdcs"])
    below = found(by=system, at=NOW, on=FOUNDED, **grassroots_row(kinds, grassroots, "thanh-vien"))
    move(grassroots, to=district, by=system, at=NOW, on=DAY, decision_no="7/QĐ")
    below.refresh_from_db()
    assert below.path == district.path + path_step(grassroots.pk) + path_step(below.pk)
    assert UnionBody.objects.get(pk=grassroots.pk).parent == district
    before, now = Placement.objects.filter(body=grassroots).order_by("from_on")
    assert (before.parent, before.until_on) == (upper_union, DAY)
    assert (now.parent, now.from_on, now.until_on) == (district, DAY, None)
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert "từ LĐLĐ huyện Tịnh Biên về LĐLĐ huyện Tri Tôn từ ngày 10/03/2021" in line.sentence


def test_move_reads_the_paths_of_this_moment(system, upper_union, grassroots, district, kinds):
    stale = UnionBody.objects.get(pk=grassroots.pk)
    move(grassroots, to=district, by=system, at=NOW, on=DAY, decision_no="7/QĐ")
    move(stale, to=upper_union, by=system, at=NOW, on=date(2021, 4, 1), decision_no="8/QĐ")
    assert UnionBody.objects.get(pk=grassroots.pk).path == upper_union.path + path_step(grassroots.pk)


def test_move_refuses_circles_wrong_kinds_and_early_days(system, upper_union, grassroots, district, kinds):
    kinds["cdcs"].allowed_parents.add(kinds["cdcs"])
    below = found(by=system, at=NOW, on=FOUNDED, **grassroots_row(kinds, grassroots, "thanh-vien"))
    with pytest.raises(WrongParent):
        move(grassroots, to=below, by=system, at=NOW, on=DAY, decision_no="")
    with pytest.raises(KindNotAllowed):
        move(upper_union, to=district, by=system, at=NOW, on=DAY, decision_no="")
    with pytest.raises(TooEarly) as refused:
        move(grassroots, to=district, by=system, at=NOW, on=date(2010, 1, 1), decision_no="")
    assert "từ 01/01/2010" in str(refused.value)


def test_strangers_may_not_move(officer_of, stranger, grassroots):
    with pytest.raises(Http404):
        move(grassroots, to=stranger, by=officer_of(stranger), at=NOW, on=DAY, decision_no="")


def test_facts_are_dated_and_said_once(officer, grassroots):
    values = {"workers": 4_180_000, "women": 3_410_000}
    state_facts(grassroots, values, as_of=FOUNDED, source="1-HĐCĐ", by=officer, at=NOW)
    assert set(BodyFacts.objects.values_list("code", "value")) == set(values.items())
    line = LedgerEntry.objects.get()
    assert line.sentence == (
        f"{officer.name} ghi số liệu Lao động, Nữ của CĐCS Công ty TNHH May Nhà Bàng tính đến 01/01/2020."
    )
    state_fact(grassroots, code="workers", value=1, as_of=FOUNDED, source="", by=officer, at=NOW)
    assert BodyFacts.objects.get(code="workers").value == 1


def test_facts_are_stated_from_above(chair_of, grassroots):
    with pytest.raises(NotAllowed):
        state_fact(
            grassroots, code="workers", value=1, as_of=FOUNDED, source="", by=chair_of(grassroots), at=NOW
        )


def test_facts_of_many_are_stated_in_a_few_statements(
    officer, grassroots, upper_union, kinds, django_assert_max_num_queries
):
    other = BodyFactory(kind=kinds["cdcs"], parent=upper_union)
    state_fact(other, code="workers", value=1, as_of=FOUNDED, source="cũ", by=officer, at=NOW)
    stated = [(grassroots, {"workers": 500_000, "women": 200_000}), (other, {"workers": 90_000})]
    with django_assert_max_num_queries(12):
        state_facts_many(stated, as_of=FOUNDED, source="Biểu tổng hợp", by=officer, at=NOW)
    assert set(BodyFacts.objects.values_list("body", "code", "value", "source")) == {
        (grassroots.pk, "workers", 500_000, "Biểu tổng hợp"),
        (grassroots.pk, "women", 200_000, "Biểu tổng hợp"),
        (other.pk, "workers", 90_000, "Biểu tổng hợp"),
    }
    assert LedgerEntry.objects.filter(body=other, act="placing.state_fact").count() == 2
