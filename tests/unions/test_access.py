"""Which rows and acts does a mandate open (DESIGN §5)?"""

from datetime import date, timedelta

import pytest

from tests.cast import DAY
from tests.factories import BlocFactory, BodyFactory, MandateFactory, UserFactory
from unions.access import Access, Nobody, SystemAccess
from unions.errors import NotAllowed, OutOfScope, SignInNeeded
from unions.models import BlocMember, Mandate, Succession, UnionBody
from unions.roles import ABILITIES, Ability, Reach, Role


@pytest.fixture
def bodies(province, upper_union, grassroots, stranger):
    return {"province": province, "upper_union": upper_union, "grassroots": grassroots, "stranger": stranger}


# Sight ---------------------------------------------------------------------------------------------------------------


def test_officer_oversees_the_subtree_and_nothing_beside_it(upper_union, grassroots, stranger, officer_of):
    seen = UnionBody.objects.visible_to(officer_of(upper_union))
    assert set(seen) == {upper_union, grassroots}


def test_chair_sees_their_own_body_and_those_above(bodies, chair_of):
    access = chair_of(bodies["grassroots"])
    assert set(UnionBody.objects.visible_to(access)) == {bodies["grassroots"]}
    assert set(UnionBody.objects.filter(access.sees_above("path"))) == {
        bodies["province"],
        bodies["upper_union"],
    }
    assert [access.sees(body) for body in bodies.values()] == [True, True, True, False]
    assert access.lineage == [bodies["province"].path, bodies["upper_union"].path]


def test_the_top_has_nothing_above(province, officer_of):
    assert officer_of(province).lineage == []


def test_without_a_mandate_there_is_nothing(bodies):
    access = Access(UserFactory(), DAY)
    assert list(UnionBody.objects.visible_to(access)) == []
    assert list(UnionBody.objects.filter(access.sees_above("path"))) == []
    assert access.mandate is access.body is None
    assert access.post == ""
    assert access.headed_blocs == []
    assert not any(access.can(ability, body) for ability in Ability for body in bodies.values())
    with pytest.raises(OutOfScope):
        access.require(Ability.READ, bodies["grassroots"])


def test_a_body_whose_number_begins_alike_is_not_below(kinds, officer_of):
    first, second = BodyFactory(kind=kinds["huyen"]), BodyFactory(kind=kinds["huyen"])
    UnionBody.objects.filter(pk=first.pk).update(path="00000001")
    UnionBody.objects.filter(pk=second.pk).update(path="00000010")
    for body in (first, second):
        body.refresh_from_db()
    access = officer_of(first)
    assert not access.sees(second)
    assert list(UnionBody.objects.visible_to(access)) == [first]


def test_a_role_that_does_not_read_opens_no_rows(grassroots, access_of_role, monkeypatch):
    monkeypatch.setitem(ABILITIES, Role.CLERK, {Ability.SIGN: Reach.OWN})
    access = access_of_role(grassroots, Role.CLERK)
    assert access.paths == []
    assert access.can(Ability.SIGN, grassroots)
    assert not access.sees(grassroots)


# Days and posts ------------------------------------------------------------------------------------------------------


def test_a_mandate_holds_from_its_first_day_until_the_day_before_its_end(grassroots):
    mandate = MandateFactory(body=grassroots, from_on=DAY, until_on=DAY + timedelta(days=2))
    days = [DAY + timedelta(days=number) for number in (-1, 0, 1, 2)]
    held = [Access(mandate.user, day).can(Ability.SIGN, grassroots) for day in days]
    assert held == [False, True, True, False]


def test_a_person_with_two_posts_acts_in_the_one_chosen(upper_union, grassroots):
    user = UserFactory(full_name="Lê Thị Sen")
    officer = MandateFactory(user=user, body=upper_union, role=Role.OFFICER, post="Chuyên viên")
    chair = MandateFactory(user=user, body=grassroots, role=Role.CHAIR, post="Chủ tịch")
    assert Access(user, DAY).mandate == officer
    assert Access(user, DAY, chosen="unknown").mandate == officer
    chosen = Access(user, DAY, chosen=chair.uid)
    assert (chosen.mandate, chosen.body) == (chair, grassroots)
    assert chosen.post == "Chủ tịch, CĐCS Công ty TNHH May Nhà Bàng"
    assert chosen.name == "Lê Thị Sen"
    assert not chosen.is_chair_only
    assert chosen.require(Ability.DECLARE, grassroots) == chair
    assert chosen.require(Ability.READ, grassroots) == chair
    assert Access(user, DAY).require(Ability.READ, grassroots) == officer
    assert chosen.require(Ability.APPROVE, grassroots) == officer


def test_only_chairs_get_the_phone_layout(upper_union, grassroots, chair_of, officer_of, leader_of):
    assert chair_of(grassroots).is_chair_only
    assert not officer_of(upper_union).is_chair_only
    assert not leader_of(upper_union).is_chair_only


def test_the_mandates_are_read_once(grassroots, chair_of, django_assert_num_queries):
    access = chair_of(grassroots)
    with django_assert_num_queries(1):
        access.can(Ability.SIGN, grassroots)
        access.sees(grassroots)
        assert access.body.kind.short_name == "CĐCS"
        assert access.body.parent.label == "LĐLĐ huyện Tịnh Biên"


def test_a_chair_heads_the_blocs_their_body_heads_that_day(upper_union, grassroots, chair_of, officer_of):
    bloc, other = BlocFactory(owner=upper_union), BlocFactory(owner=upper_union)
    seat = {"body": grassroots, "from_on": date(2021, 1, 1)}
    BlocMember.objects.create(bloc=bloc, post=BlocMember.Post.HEAD, **seat)
    BlocMember.objects.create(bloc=other, post=BlocMember.Post.DEPUTY, **seat)
    chair = chair_of(grassroots)
    assert chair.headed_blocs == [bloc.pk]
    assert Access(chair.user, date(2020, 12, 31)).headed_blocs == []
    assert officer_of(grassroots).headed_blocs == []


# Acts ----------------------------------------------------------------------------------------------------------------


def test_require_answers_404_outside_and_403_inside(upper_union, grassroots, stranger, officer_of, chair_of):
    with pytest.raises(OutOfScope):
        officer_of(stranger).require(Ability.APPROVE, grassroots)
    with pytest.raises(NotAllowed) as refused:
        chair_of(grassroots).require(Ability.APPROVE, grassroots)
    assert refused.value.sentence == (
        "Việc này dành cho chuyên viên hoặc lãnh đạo công đoàn cấp trên (CĐCS Công ty TNHH May Nhà Bàng)."
    )
    assert officer_of(upper_union).require(Ability.APPROVE, grassroots).body == upper_union


def test_nobody_approves_their_own_body(upper_union, grassroots, officer_of):
    officer = officer_of(upper_union)
    assert officer.can(Ability.APPROVE, grassroots)
    assert not officer.can(Ability.APPROVE, upper_union)
    with pytest.raises(NotAllowed):
        officer.require(Ability.VERIFY, upper_union)


def test_the_one_above_is_seen_but_not_acted_upon(province, grassroots, chair_of):
    with pytest.raises(NotAllowed):
        chair_of(grassroots).require(Ability.READ, province)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("ability", list(Ability))
def test_every_role_reaches_as_far_as_the_table_says(bodies, access_of_role, role, ability):
    """One person at the upper union: itself, below, above and beside."""
    access = access_of_role(bodies["upper_union"], role)
    reach = ABILITIES[role].get(ability)
    assert access.can(ability, bodies["upper_union"]) == (reach in (Reach.OWN, Reach.BOTH))
    assert access.can(ability, bodies["grassroots"]) == (reach in (Reach.BELOW, Reach.BOTH))
    assert not access.can(ability, bodies["province"])
    assert not access.can(ability, bodies["stranger"])
    with pytest.raises(OutOfScope):
        access.require(ability, bodies["stranger"])


# Visitors and the system ---------------------------------------------------------------------------------------------


def test_a_visitor_sees_nothing_and_is_asked_to_sign_in(grassroots):
    nobody = Nobody()
    assert list(UnionBody.objects.filter(nobody.oversees("path") | nobody.sees_above("path"))) == []
    assert not nobody.sees(grassroots)
    assert not nobody.can(Ability.READ, grassroots)
    with pytest.raises(SignInNeeded):
        nobody.require(Ability.READ, grassroots)
    assert (nobody.user, nobody.name, nobody.post, nobody.is_chair_only) == (None, "", "", True)


def test_the_system_sees_and_may_everything(bodies):
    system = SystemAccess(DAY)
    assert set(UnionBody.objects.visible_to(system)) == set(bodies.values())
    assert all(system.sees(body) for body in bodies.values())
    assert all(system.can(ability, bodies["grassroots"]) for ability in Ability)
    assert system.require(Ability.SIGN, bodies["grassroots"]) is None
    assert list(UnionBody.objects.filter(system.sees_above("path"))) == []
    assert (system.name, system.post, system.user, system.day) == ("Hệ thống", "", None, DAY)
    assert not Mandate.objects.exists()


# What ended bodies left open ------------------------------------------------------------------------------------------


def ended(old, *news, on=DAY):
    UnionBody.objects.filter(pk=old.pk).update(state="merged", ended_on=on)
    for new in news:
        Succession.objects.create(old=old, new=new, kind="merge", on=on, decision_no="1/QĐ")


def test_the_chair_of_the_heir_carries_on_what_the_ended_body_left_open(
    upper_union, grassroots, kinds, chair_of
):
    heir, last = (BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(2))
    ended(grassroots, heir)
    ended(heir, last)
    access = chair_of(last)
    assert set(access.carried.values()) == {grassroots, heir}
    assert set(access.chaired) == {last.pk, grassroots.pk, heir.pk}
    assert set(UnionBody.objects.visible_to(access)) == {last, grassroots, heir}
    for body in (last, grassroots, heir):
        assert access.require(Ability.SIGN, body).body == last
        assert access.can(Ability.REGISTER, body)
        assert not access.can(Ability.APPROVE, body)


def test_the_office_of_the_heir_goes_on_with_the_ended_unions_campaigns(
    upper_union, grassroots, stranger, officer_of
):
    ended(upper_union, stranger)
    access = officer_of(stranger)
    assert access.can(Ability.PLAN, upper_union)
    assert access.can(Ability.APPROVE, grassroots)
    assert not access.can(Ability.APPROVE, upper_union)


def test_nothing_is_carried_before_the_day_or_for_a_body_that_goes_on(
    upper_union, grassroots, kinds, chair_of
):
    heir, part = (BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(2))
    ended(grassroots, heir, on=DAY + timedelta(days=1))
    Succession.objects.create(old=upper_union, new=part, kind="split", on=DAY, decision_no="2/QĐ")
    for body in (heir, part):
        access = chair_of(body)
        assert access.carried == {}
        assert access.chaired == [body.pk]
        with pytest.raises(OutOfScope if body is heir else NotAllowed):
            access.require(Ability.SIGN, grassroots if body is heir else upper_union)


def test_who_succeeded_nobody_asks_nothing_more(grassroots, chair_of, django_assert_num_queries):
    access = chair_of(grassroots)
    with django_assert_num_queries(1):
        access.require(Ability.SIGN, grassroots)
        assert access.paths == [grassroots.path]
        assert access.chaired == [grassroots.pk]
