"""Does the chair of the heir do what a merged unit left open, while what was signed before stays as it was?"""

import pytest

from targets.models import Signature
from targets.signing import sign, verify_pledge
from targets.views.own_unit import own_bodies
from tests.cast import DAY, NOW
from tests.factories import BodyFactory, MandateFactory
from tests.targets.campaign_cast import *  # noqa: F403
from unions.access import Access
from unions.changing import record_change
from unions.contacts import bearers_of
from unions.errors import OutOfScope
from unions.roles import Role


@pytest.fixture
def heir(upper_union, kinds):
    return BodyFactory(code="may-tan-chau", name="CĐCS May Tân Châu", kind=kinds["cdcs"], parent=upper_union)


def merge(body, heir, by):
    decision = {"decision_no": "9/QĐ-LĐLĐ", "decided_on": DAY, "reason": "Sáp nhập hai công ty"}
    record_change("merge", by=by, at=NOW, on=DAY, effective_on=DAY, bodies=[body], into=heir, **decision)


def put(pledge, by):
    return sign(pledge, by=by, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)


def test_the_heirs_chair_signs_the_open_pledge_in_their_own_name(pledge, grassroots, heir, system, chair):
    new = MandateFactory(body=heir, role=Role.CHAIR)
    merge(grassroots, heir, system)
    with pytest.raises(OutOfScope):  # the old chair's post ended with the body
        put(pledge, Access(chair.user, DAY))
    signature = put(pledge, Access(new.user, DAY))
    assert (signature.signer, signature.body_name) == (new.user, "CĐCS May Tân Châu")
    assert signature.party.body == grassroots
    assert verify_pledge(pledge) == []


def test_what_was_signed_before_stays_the_old_chairs(pledge, grassroots, heir, system, chair):
    before = put(pledge, chair)
    merge(grassroots, heir, system)
    kept = Signature.objects.get(pk=before.pk)
    assert (kept.signer, kept.body_name) == (chair.user, "CĐCS Công ty TNHH May Nhà Bàng")
    assert chair.user.mandates.get().until_on == DAY


def test_the_heirs_chair_is_called_about_what_is_still_owed(grassroots, heir, system, chair):
    assert bearers_of([grassroots.pk], DAY)[grassroots.pk].user == chair.user
    merge(grassroots, heir, system)
    assert bearers_of([grassroots.pk], DAY) == {}
    new = MandateFactory(body=heir, role=Role.CHAIR)
    assert bearers_of([grassroots.pk, heir.pk], DAY) == {grassroots.pk: new, heir.pk: new}


def test_the_office_of_an_heir_finds_the_ended_unions_own_part(upper_union, stranger, system, officer_of):
    merge(stranger, upper_union, system)
    assert own_bodies(officer_of(upper_union)) == [upper_union.pk, stranger.pk]


def test_the_heirs_chair_registers_as_the_unit_itself_not_on_its_behalf(
    participant, assigned, grassroots, heir, system, chair, sign_in
):
    merge(grassroots, heir, system)
    heirs_chair = Access(MandateFactory(body=heir, role=Role.CHAIR).user, DAY)
    page = sign_in(heirs_chair).get(f"/dang-ky/{participant.uid}/").content.decode()
    assert participant.name in page
    assert "Nhập hộ" not in page
