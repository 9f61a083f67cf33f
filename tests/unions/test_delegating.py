"""How does somebody act for the holder of a post, until which day, and how does that end?"""

from datetime import date, timedelta

import pytest
from django.http import Http404

from tests.cast import DAY, NOW
from tests.factories import BodyFactory, MandateFactory, UserFactory
from unions.access import Access
from unions.appointing import AlreadyHolds, relieve
from unions.delegating import (
    NotDelegable,
    OutOfTerm,
    RecalledAlready,
    ToThemselves,
    delegate,
    delegated_post,
    may_delegate,
    recall,
)
from unions.errors import NotAllowed
from unions.granting import confirm
from unions.models import BodyKind, LedgerEntry, Mandate
from unions.notices import unseen_of
from unions.roles import Ability, Role

UNTIL = date(2021, 6, 1)


@pytest.fixture
def holder(grassroots):
    """The chair's mandate, with the access of its holder as `.access`."""
    user = UserFactory(full_name="Lê Thị Sen")
    mandate = MandateFactory(body=grassroots, user=user, post="Chủ tịch")
    mandate.access = Access(user, DAY)
    return mandate


@pytest.fixture
def deputy(db):
    return UserFactory(full_name="Trần Thị Mai")


def delegated(mandate, to, by=None, **columns):
    days = {"on": DAY, "until_on": UNTIL} | columns
    return delegate(mandate, to=to, by=by or mandate.access, at=NOW, **days)


def test_a_deputy_signs_for_the_chair_and_is_named_so(holder, deputy, grassroots):
    made = delegated(holder, deputy, decision_no="3/UQ", post="Phó Chủ tịch")
    assert made.post == "Phó Chủ tịch, theo ủy quyền của Chủ tịch"
    assert (made.source, made.delegation_of, made.granter) == ("delegated", holder, holder.user)
    access = Access(deputy, DAY)
    assert access.require(Ability.SIGN, grassroots) == made
    assert not Access(deputy, UNTIL).can(Ability.READ, grassroots)
    sentence = LedgerEntry.objects.get().sentence
    assert sentence == (
        "Lê Thị Sen ghi Trần Thị Mai làm việc của Chủ tịch, CĐCS Công ty TNHH May Nhà Bàng, theo ủy quyền của "
        "Lê Thị Sen, từ 10/03/2021 đến trước 01/06/2021 theo 3/UQ."
    )
    assert [notice.sentence for notice in unseen_of(deputy)] == [sentence]
    assert not unseen_of(holder.user).exists()


def test_the_office_may_note_it_and_the_holder_is_told(holder, deputy, officer):
    made = delegated(holder, deputy, by=officer)
    assert made.post == "Theo ủy quyền của Chủ tịch"
    assert unseen_of(holder.user).count() == unseen_of(deputy).count() == 1


def test_a_long_post_still_says_whose_work_it_is(holder):
    words = delegated_post(holder, "Phó Chủ tịch kiêm " * 10)
    assert len(words) <= 120
    assert words.endswith(", theo ủy quyền của Chủ tịch")


def test_nobody_else_may(holder, deputy, stranger, grassroots, officer_of, access_of_role, upper_union):
    outsider, clerk = officer_of(stranger), access_of_role(upper_union, Role.CLERK)
    with pytest.raises(Http404):
        delegated(holder, deputy, by=outsider)
    for access in (clerk, access_of_role(grassroots, Role.CLERK)):
        with pytest.raises(NotAllowed):
            delegated(holder, deputy, by=access)
        assert not may_delegate(access, holder)
    assert may_delegate(holder.access, holder)


def test_nobody_delegates_to_themselves(holder, officer):
    for access, to in [(holder.access, holder.user), (officer, officer.user), (officer, holder.user)]:
        with pytest.raises(ToThemselves):
            delegated(holder, to, by=access)


def test_only_leaders_and_chairs_delegate_and_never_further(holder, deputy, officer, officer_of, province):
    made = delegated(holder, deputy)
    with pytest.raises(NotDelegable):
        delegated(made, UserFactory(), by=Access(deputy, DAY))
    assert not may_delegate(Access(deputy, DAY), made)
    post = officer.mandates[0]
    with pytest.raises(NotDelegable):
        delegated(post, deputy, by=officer)
    assert not may_delegate(officer_of(province), post)


def test_the_days_lie_within_those_of_the_post(holder, deputy):
    Mandate.objects.filter(pk=holder.pk).update(until_on=date(2021, 5, 1))
    for days in ({"until_on": DAY}, {"on": date(2019, 12, 31)}, {}):
        with pytest.raises(OutOfTerm):
            delegated(holder, deputy, **days)
    assert delegated(holder, deputy, until_on=date(2021, 5, 1)).until_on == date(2021, 5, 1)


def test_who_holds_the_role_already_needs_no_delegation(holder, deputy):
    delegated(holder, deputy)
    with pytest.raises(AlreadyHolds):
        delegated(holder, deputy, on=DAY + timedelta(days=9))
    assert delegated(holder, deputy, on=UNTIL, until_on=date(2021, 9, 1))


def test_the_holder_or_the_office_recalls_it(holder, deputy, officer, grassroots):
    made = delegated(holder, deputy)
    with pytest.raises(NotAllowed):
        recall(made, by=Access(deputy, DAY), at=NOW, on=UNTIL, reason="x")
    recall(made, by=officer, at=NOW, on=date(2021, 4, 1), reason="Chủ tịch đã về")
    assert Access(deputy, date(2021, 3, 31)).can(Ability.SIGN, grassroots)
    assert not Access(deputy, date(2021, 4, 1)).can(Ability.SIGN, grassroots)
    assert unseen_of(deputy)[0].sentence.endswith("từ 01/04/2021: Chủ tịch đã về.")
    with pytest.raises(RecalledAlready):
        recall(made, by=holder.access, at=NOW, on=date(2021, 4, 1), reason="x")
    with pytest.raises(NotDelegable):
        recall(holder, by=officer, at=NOW, on=UNTIL, reason="x")


def test_recalled_before_it_began_it_never_held(holder, deputy, grassroots):
    made = delegated(holder, deputy, on=date(2021, 4, 1))
    recall(made, by=holder.access, at=NOW, on=DAY, reason="không đi nữa")
    assert not Access(deputy, date(2021, 4, 2)).mandates
    assert delegated(holder, deputy, on=date(2021, 4, 1)).pk


def test_it_ends_with_the_post_it_comes_from(holder, deputy, officer):
    made, later = delegated(holder, deputy), UserFactory(full_name="Mai")
    coming = delegated(holder, later, on=date(2021, 5, 1), until_on=date(2021, 7, 1))
    relieve(holder, by=officer, at=NOW, on=date(2021, 4, 1), reason="nghỉ hưu")
    assert Mandate.objects.get(pk=made.pk).until_on == date(2021, 4, 1)
    assert not Access(later, date(2021, 5, 2)).mandates
    assert Mandate.objects.get(pk=coming.pk).withdrawn_at == NOW
    line = LedgerEntry.objects.newest_first()[0].sentence
    assert line.endswith("nghỉ hưu; ủy quyền cho Trần Thị Mai, Mai cũng hết từ ngày ấy.")


def test_where_the_kind_asks_for_it_a_second_person_agrees_to_a_delegation_too(province, access_of_role):
    BodyKind.objects.filter(pk=province.kind_id).update(needs_second=True)
    post = access_of_role(province, Role.LEADER).mandates[0]
    deputy, admin = UserFactory(), access_of_role(province, Role.ADMINISTRATOR)
    made = delegated(post, deputy, by=Access(post.user, DAY))
    assert made.awaits_second
    assert not Access(deputy, DAY).mandates
    confirm(made, by=admin, at=NOW)
    assert Access(deputy, DAY).can(Ability.SIGN, province)


def test_a_post_that_waits_is_not_delegated(province, access_of_role, kinds):
    BodyKind.objects.filter(pk=province.kind_id).update(needs_second=True)
    top = BodyFactory(kind=kinds["tinh"])
    assert top.kind_id == province.kind_id
    leader = MandateFactory(body=top, role=Role.LEADER, awaits_second=True, granter=UserFactory())
    with pytest.raises(NotDelegable):
        delegated(leader, UserFactory(), by=access_of_role(top, Role.ADMINISTRATOR))
