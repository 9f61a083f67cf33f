"""Who may give which post where, and does a wide one wait for a second person (RELIABILITY R54, R55)?"""

from datetime import date, timedelta

import pytest
from django.http import Http404

from tests.cast import DAY, NOW
from tests.factories import BodyFactory, MandateFactory, UserFactory
from unions.access import Access, Nobody
from unions.appointing import AlreadyHolds, NotHeld, appoint, appoint_many, hand_over, relieve
from unions.body_portrait import Portrait
from unions.errors import NotAllowed
from unions.granting import (
    AboveRank,
    NotWaiting,
    OverAlready,
    SamePerson,
    ToOneself,
    confirm,
    decline,
    grantable,
    may_answer,
    waiting_for,
)
from unions.models import BodyKind, LedgerEntry, Mandate, Succession, UnionBody
from unions.notices import unseen_of
from unions.roles import RANKS, Ability, Role

OFFICE = [Role.OFFICER, Role.LEADER, Role.CLERK, Role.AUDITOR]
BELOW = [Role.CHAIR, *OFFICE]


@pytest.fixture
def admin(access_of_role, province):
    return access_of_role(province, Role.ADMINISTRATOR)


@pytest.fixture
def second(access_of_role, province):
    return access_of_role(province, Role.ADMINISTRATOR)


@pytest.fixture
def strict(province):
    """Posts at a province need a second person."""
    BodyKind.objects.filter(pk=province.kind_id).update(needs_second=True)
    province.kind.refresh_from_db()
    return province


def given(by, body, role, **columns):
    return appoint(
        columns.pop("user", None) or UserFactory(),
        **{"body": body, "role": role, "post": "Chức vụ", "by": by, "at": NOW, "on": DAY} | columns,
    )


# Rank -----------------------------------------------------------------------------------------------------------------


def test_every_role_has_a_rank():
    assert set(RANKS) == set(Role)


def test_the_roles_a_form_offers(
    province, upper_union, grassroots, stranger, admin, officer, chair, system, kinds
):
    assert grantable(admin, province) == OFFICE
    assert grantable(admin, upper_union) == [*OFFICE, Role.ADMINISTRATOR]
    assert grantable(admin, grassroots) == [*BELOW, Role.ADMINISTRATOR]
    assert grantable(officer, grassroots) == BELOW
    assert grantable(system, upper_union) == list(Role)
    for access, body in [
        (officer, upper_union),
        (officer, stranger),
        (chair, grassroots),
        (Nobody(), province),
    ]:
        assert grantable(access, body) == []
    assert grantable(admin, BodyFactory(parent=upper_union, is_external=True)) == []


@pytest.mark.parametrize("role", list(Role))
def test_the_act_gives_what_the_form_offers(role, upper_union, province, officer_of, admin, access_of_role):
    local = access_of_role(upper_union, Role.ADMINISTRATOR)
    for access in (officer_of(province), admin, local):
        if role in grantable(access, upper_union):
            assert given(access, upper_union, role).granter == access.user
        else:
            with pytest.raises(AboveRank):
                given(access, upper_union, role)


def test_an_officer_makes_no_administrator_below_nor_takes_one_away(officer_of, province, upper_union):
    officer = officer_of(province)
    with pytest.raises(AboveRank) as refused:
        given(officer, upper_union, Role.ADMINISTRATOR)
    assert refused.value.sentence.startswith(
        "Vai trò Quản trị ở LĐLĐ huyện Tịnh Biên do người có bậc cao hơn"
    )
    post = MandateFactory(body=upper_union, role=Role.ADMINISTRATOR)
    for act in (relieve, hand_over):
        columns = {"reason": "x"} if act is relieve else {"to": UserFactory()}
        with pytest.raises(AboveRank):
            act(post, by=officer, at=NOW, on=DAY, **columns)


def test_a_chair_stands_at_a_grassroots_union(officer_of, province, upper_union):
    with pytest.raises(AboveRank) as refused:
        given(officer_of(province), upper_union, Role.CHAIR)
    assert "không phải là công đoàn cơ sở" in refused.value.sentence


def test_nobody_gives_a_post_to_themselves(officer, grassroots):
    with pytest.raises(ToOneself):
        given(officer, grassroots, Role.CHAIR, user=officer.user)


def test_the_heirs_office_gives_no_equal_post_at_the_ended_union(
    upper_union, stranger, access_of_role, kinds
):
    UnionBody.objects.filter(pk=upper_union.pk).update(state="merged", ended_on=DAY)
    Succession.objects.create(old=upper_union, new=stranger, kind="merge", on=DAY)
    heir = access_of_role(stranger, Role.ADMINISTRATOR)
    assert heir.can(Ability.APPOINT, upper_union)
    assert Role.ADMINISTRATOR not in grantable(heir, upper_union)


# A second person ------------------------------------------------------------------------------------------------------


def test_a_wide_post_holds_only_after_somebody_else_agreed(strict, admin, second):
    mandate = given(admin, strict, Role.OFFICER, on=date(2021, 3, 1))
    assert mandate.awaits_second
    assert not Access(mandate.user, DAY).mandates
    assert list(waiting_for(second)) == [mandate]
    assert may_answer(second, mandate)
    confirm(mandate, by=second, at=NOW)
    stored = Mandate.objects.get(pk=mandate.pk)
    assert (stored.from_on, stored.confirmed_by, stored.confirmed_at) == (DAY, second.user, NOW)
    assert not Access(mandate.user, DAY - timedelta(days=1)).mandates  # it never held before
    assert Access(mandate.user, DAY).mandates == [mandate]
    lines = [entry.sentence for entry in LedgerEntry.objects.order_by("sequence")]
    assert lines[0].endswith("từ 01/03/2021, chờ người thứ hai xác nhận.")
    assert lines[1].endswith(f"từ 10/03/2021, do {admin.name} cấp.")
    assert unseen_of(admin.user).get().sentence == lines[1]


def test_neither_giver_nor_receiver_is_the_second(strict, admin, second, officer, grassroots):
    mandate = given(admin, strict, Role.OFFICER, user=second.user)
    for access in (admin, second):
        assert not may_answer(access, mandate)
        with pytest.raises(SamePerson):
            confirm(mandate, by=access, at=NOW)
    with pytest.raises(SamePerson):
        decline(mandate, by=second, at=NOW, reason="x")
    assert Mandate.objects.get(pk=mandate.pk).awaits_second


def test_who_may_not_appoint_there_does_not_agree(strict, admin, officer_of, stranger, leader_of, officer):
    mandate = given(admin, strict, Role.OFFICER)
    for access in (officer_of(strict), leader_of(strict)):
        assert not may_answer(access, mandate)
        for act, columns in ((confirm, {}), (decline, {"reason": "x"})):
            with pytest.raises(NotAllowed):
                act(mandate, by=access, at=NOW, **columns)
    with pytest.raises(NotAllowed):
        confirm(mandate, by=officer, at=NOW)
    with pytest.raises(Http404):
        confirm(given(admin, stranger, Role.CLERK), by=officer, at=NOW)


def test_declined_it_never_holds_and_may_be_given_anew(strict, admin, second):
    mandate = given(admin, strict, Role.OFFICER)
    with pytest.raises(AlreadyHolds):
        given(admin, strict, Role.OFFICER, user=mandate.user)
    with pytest.raises(NotHeld):
        relieve(mandate, by=second, at=NOW, on=date(2021, 4, 1), reason="x")
    decline(mandate, by=second, at=NOW, reason="chưa có quyết định")
    assert unseen_of(admin.user).get().sentence.endswith(": chưa có quyết định.")
    assert not waiting_for(second).exists()
    for act, columns in ((confirm, {}), (decline, {"reason": "x"})):
        with pytest.raises(NotWaiting):
            act(mandate, by=second, at=NOW, **columns)
    assert not Access(mandate.user, DAY).mandates
    assert given(admin, strict, Role.OFFICER, user=mandate.user).awaits_second


def test_the_page_of_the_body_names_only_who_holds_or_held(strict, admin, second):
    waiting, refused = given(admin, strict, Role.OFFICER), given(admin, strict, Role.CLERK)
    decline(refused, by=second, at=NOW, reason="x")
    named = [row["mandate"] for row in Portrait(strict, DAY, DAY, second).mandates]
    assert named == [second.mandate, admin.mandate]
    assert waiting not in named


def test_who_gave_it_takes_it_back(strict, admin):
    mandate = given(admin, strict, Role.OFFICER)
    decline(mandate, by=admin, at=NOW, reason="nhầm người")
    assert f"{admin.name} rút lại việc ghi" in LedgerEntry.objects.newest_first()[0].sentence
    assert not unseen_of(admin.user).exists()


def test_a_post_that_is_over_meanwhile_is_not_agreed_to(strict, admin, second):
    mandate = given(admin, strict, Role.OFFICER, on=date(2021, 3, 1), until_on=DAY)
    with pytest.raises(OverAlready):
        confirm(mandate, by=second, at=NOW)
    assert not waiting_for(second).exists()


def test_the_kind_decides_and_the_system_asks_nobody(strict, admin, system, upper_union, grassroots, officer):
    assert not given(system, strict, Role.OFFICER).awaits_second
    assert not given(admin, upper_union, Role.OFFICER).awaits_second
    grassroots.kind.needs_second = True
    assert not given(officer, grassroots, Role.CHAIR).awaits_second
    assert given(officer, grassroots, Role.CLERK).awaits_second
    waiting = given(admin, strict, Role.OFFICER)
    assert confirm(waiting, by=system, at=NOW).confirmed_by is None
    assert not Mandate.objects.get(pk=waiting.pk).awaits_second


def test_a_wide_post_passes_on_only_with_a_second_person(strict, admin, second):
    held = MandateFactory(body=strict, role=Role.LEADER)
    new = hand_over(held, to=UserFactory(), by=admin, at=NOW, on=date(2021, 4, 1))
    assert "khi người thứ hai xác nhận" in unseen_of(new.user).get().sentence
    confirm(new, by=second, at=NOW)
    assert Access(new.user, date(2021, 4, 1)).can(Ability.SIGN, strict)


def test_many_posts_are_given_in_as_many_queries_as_one(
    officer, upper_union, kinds, django_assert_max_num_queries
):
    bodies = BodyFactory.create_batch(4, kind=kinds["cdcs"], parent=upper_union)
    rows = [{"user": UserFactory(), "body": body, "role": Role.CHAIR, "post": "Chủ tịch"} for body in bodies]
    officer.can(Ability.APPOINT, bodies[0])
    for some in (rows[:1], rows[1:]):
        with django_assert_max_num_queries(10):
            appoint_many(some, by=officer, at=NOW, on=DAY)
