import base64
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from targets import signing
from targets.lateness import LateReasonNeeded, TooLate
from targets.models import Pledge, PledgeLine, PledgeParty, Registration, Signature, Target
from targets.opening import NotAgreed, SignaturesExist, WithdrawReasonNeeded
from targets.pledge_content import canonical, digest
from targets.registering import amend, registration_of, save_lines, set_titles, submit
from targets.reviewing import approve
from targets.signing import (
    AlreadySigned,
    Damaged,
    NoMandate,
    NotAsShown,
    NothingSigned,
    NotOpen,
    PartySigned,
    PasswordTooOld,
    Resting,
    complete,
    note_absence,
    open_bloc_pledge,
    open_pledge,
    sign,
    verify_pledge,
    withdraw,
    words_of,
)
from tests.cast import DAY, NOW
from tests.factories import BlocFactory, BodyFactory, MandateFactory, UserFactory
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import DUE, MEMBERS, later
from unions import guards, keys
from unions.access import Access
from unions.errors import NotAllowed, OutOfScope
from unions.lifecycle import WrongState
from unions.models import BlocMember, LedgerEntry
from unions.quantities import SCALE
from unions.roles import Role
from unions.web import STEP_UP_SECONDS


def put(pledge, by, **changes):
    columns = {"at": NOW, "received_at": NOW, "password_age": 5, "seen_hash": pledge.content_hash} | changes
    return sign(pledge, by=by, **columns)


def newest(act):
    return LedgerEntry.objects.filter(act=f"signing.{act}").newest_first().first()


# Opening ------------------------------------------------------------------------------------------------------------


def test_opening_freezes_everything_the_chair_was_shown(pledge, participant):
    words = words_of(pledge)
    assert pledge.content == canonical(words)
    assert pledge.content_hash == digest(pledge.content)
    assert words["unit"]["name"] == "CĐCS Công ty TNHH May Nhà Bàng"
    assert words["campaign"]["basis"][0] == "Căn cứ Nghị quyết Đại hội Công đoàn huyện;"
    assert words["phases"][0]["starts_on"] == "2021-01-01"
    assert [(line["number"], line["promise"]) for line in words["lines"]] == [
        ("6", "Thực hiện theo kế hoạch"),
        ("1", "Có làm"),
        ("2", "Có làm"),
        ("3", "15 đoàn viên"),
        ("4", "trên 95%"),
        ("5", "Cam kết không để xảy ra"),
    ]
    assert words["lines"][3]["value"] == "15"
    assert words["works"] == [{"name": "Sân chơi công nhân", "due_on": "2021-09-02"}]
    assert words["oath"].startswith("Thay mặt Ban Chấp hành CĐCS Công ty TNHH May Nhà Bàng, tôi cam kết")
    lines = list(pledge.lines.values_list("position", "promise"))
    assert lines[3] == (4, "15 đoàn viên")
    assert [party.body for party in pledge.parties.all()] == [participant.body]


def test_the_code_is_printable_and_not_to_be_guessed(pledge):
    assert len(pledge.code) == len("GUTD-2021-7K3Q-9M2T-4WCD")
    assert pledge.code.startswith("GUTD-2021-")


def test_titles_are_part_of_the_words(taken, campaign, chair, participant):
    person = campaign.titles.get(level="person")
    set_titles(taken, {person.pk: 24}, by=chair, at=NOW)
    submit(taken, by=chair, at=NOW, received_at=NOW)
    titles = words_of(participant.pledges.get())["titles"]
    assert titles == [{"name": "Lao động tiên tiến", "level": "Cá nhân", "count": "24"}]


def test_a_pledge_opens_only_on_agreed_lines(sent, officer, participant):
    with pytest.raises(NotAgreed):
        open_pledge(participant, by=officer, at=NOW)


def test_opening_again_without_a_change_keeps_what_stands(pledge, officer, participant, chair):
    assert open_pledge(participant, by=officer, at=NOW) == pledge
    put(pledge, chair)
    assert open_pledge(participant, by=officer, at=NOW) == pledge
    assert Pledge.objects.count() == 1


def test_opening_needs_a_right_in_the_tree(
    pledge, participant, officer_of, stranger, access_of_role, grassroots
):
    with pytest.raises(OutOfScope):
        open_pledge(participant, by=officer_of(stranger), at=NOW)
    with pytest.raises(NotAllowed):
        open_pledge(participant, by=access_of_role(grassroots, Role.AUDITOR), at=NOW)


def test_a_withdrawn_pledge_opens_again_with_new_words(pledge, indicators, chair, officer, participant):
    registration = amend(Registration.objects.get(), by=officer, at=NOW, reason="Đổi")
    save_lines(registration, {indicators[MEMBERS].pk: {"value": 20 * SCALE}}, by=chair, at=NOW)
    submit(registration, by=chair, at=NOW, received_at=NOW)
    approve(Registration.objects.get(), by=officer, at=NOW)
    again = participant.pledges.get()
    assert (again.pk, again.code, again.version, again.state) == (pledge.pk, pledge.code, 2, "signing")
    assert again.content_hash != pledge.content_hash
    assert again.lines.count() == 12
    assert verify_pledge(again) == []
    assert again.parties.count() == 1


def test_withdraw_needs_a_reason_the_right_and_no_signature(pledge, officer, chair):
    with pytest.raises(NotAllowed):
        withdraw(pledge, by=chair, at=NOW, reason="Thôi")
    with pytest.raises(WithdrawReasonNeeded):
        withdraw(pledge, by=officer, at=NOW, reason=" ")
    put(pledge, chair)
    with pytest.raises(SignaturesExist):
        withdraw(pledge, by=officer, at=NOW, reason="Thôi")


def test_a_withdrawn_pledge_is_not_signed(pledge, officer, chair):
    assert withdraw(pledge, by=officer, at=NOW, reason="Sai tên").state == "drafted"
    assert verify_pledge(pledge) == []
    with pytest.raises(NotOpen):
        put(pledge, chair)


# Signing ------------------------------------------------------------------------------------------------------------


def test_sign_names_the_signer_and_completes_the_unit_pledge(pledge, chair):
    signature = put(pledge, chair)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.signed_at) == ("signed", NOW)
    assert signature.signer_name == chair.name
    assert signature.signer_post == "Chủ tịch công đoàn cơ sở"
    assert signature.body_name == "CĐCS Công ty TNHH May Nhà Bàng"
    assert signature.capacity == "thay mặt Ban Chấp hành CĐCS Công ty TNHH May Nhà Bàng"
    assert signature.content_hash == pledge.content_hash
    assert (signature.method, signature.password_age, signature.received_at) == ("password", 5, NOW)
    assert signature.key_id == keys.key_id()
    assert pledge.parties.get().state == "signed"
    assert chair.name in newest("sign").sentence
    assert newest("complete").data == {"hash": pledge.content_hash}
    assert verify_pledge(pledge) == []


def test_sign_keeps_the_promised_values_as_pledged_targets(pledge, chair, participant):
    put(pledge, chair)
    rows = Target.objects.filter(participant=participant, kind="pledged").order_by("indicator__position")
    assert list(rows.values_list("value", flat=True)) == [SCALE, SCALE, 15 * SCALE, 95 * SCALE, 0]


def test_pledged_values_stay_when_a_new_version_is_signed(pledge, chair, officer, participant, indicators):
    put(pledge, chair)
    registration = amend(Registration.objects.get(), by=officer, at=NOW, reason="Tăng")
    save_lines(registration, {indicators[MEMBERS].pk: {"value": 20 * SCALE}}, by=chair, at=NOW)
    submit(registration, by=chair, at=NOW, received_at=NOW)
    approve(Registration.objects.get(), by=officer, at=NOW)
    second = participant.pledges.live().get()
    put(second, chair, at=later(minutes=1))
    of_members = Target.objects.filter(participant=participant, indicator=indicators[MEMBERS])
    assert dict(of_members.values_list("kind", "value"))["pledged"] == 15 * SCALE
    assert dict(of_members.values_list("kind", "value"))["amended"] == 20 * SCALE
    assert verify_pledge(second) == []
    assert verify_pledge(Pledge.objects.get(state="superseded")) == []


def test_two_taps_are_one_signature(pledge, chair):
    first = put(pledge, chair)
    entries = LedgerEntry.objects.count()
    second = put(pledge, chair, at=later(seconds=1), password_age=None, seen_hash="")
    assert first == second
    assert (Signature.objects.count(), LedgerEntry.objects.count()) == (1, entries)


def test_a_second_chair_of_the_same_body_finds_it_signed(pledge, chair, chair_of, grassroots):
    put(pledge, chair)
    with pytest.raises(AlreadySigned):
        put(pledge, chair_of(grassroots))


@pytest.mark.parametrize("age", [None, -1, 601])
def test_a_password_typed_too_long_ago_is_refused(pledge, chair, age):
    with pytest.raises(PasswordTooOld):
        put(pledge, chair, password_age=age)
    assert not Signature.objects.exists()


def test_a_password_counts_for_ten_minutes(pledge, chair):
    assert put(pledge, chair, password_age=600).password_age == 600
    assert signing.PASSWORD_SECONDS == STEP_UP_SECONDS


def test_words_other_than_those_shown_are_refused(pledge, chair):
    with pytest.raises(NotAsShown):
        put(pledge, chair, seen_hash="0" * 64)


def test_only_the_chair_signs(pledge, officer, officer_of, stranger):
    with pytest.raises(NotAllowed, match="chủ tịch của chính công đoàn đó"):
        put(pledge, officer)
    with pytest.raises(OutOfScope):
        put(pledge, officer_of(stranger))


def test_nobody_signs_for_a_while_after_staff_reset_the_password(pledge, chair):
    chair.user.signing_opens_at = later(hours=12)
    with pytest.raises(Resting, match="ký được từ 21:00 ngày 10/03/2021"):
        put(pledge, chair, at=later(hours=11, minutes=59))
    assert not Signature.objects.exists()
    assert put(pledge, chair, at=later(hours=12)).signer == chair.user


def test_the_system_itself_cannot_sign(pledge, system):
    with pytest.raises(NoMandate):
        put(pledge, system)


def test_the_mandate_must_hold_on_the_day_of_signing(pledge, grassroots):
    mandate = MandateFactory(body=grassroots, role=Role.CHAIR, until_on=DAY + timedelta(days=1))
    access = Access(mandate.user, DAY)
    with pytest.raises(NoMandate):
        put(pledge, access, at=later(days=1))
    with pytest.raises(NoMandate):
        put(pledge, access, at=later(days=-600))
    assert put(pledge, access).signer == mandate.user


# Late ---------------------------------------------------------------------------------------------------------------

AFTER = DUE + timedelta(seconds=1)


def test_signing_after_the_deadline_wants_a_reason_and_counts_as_added(pledge, chair):
    with pytest.raises(LateReasonNeeded):
        put(pledge, chair, at=AFTER, received_at=AFTER)
    signature = put(pledge, chair, at=AFTER, received_at=AFTER, late_reason=" Đi  công tác ")
    assert signature.party.state == "added"
    assert "ký bổ sung: Đi công tác" in newest("sign").sentence
    assert verify_pledge(pledge) == []


def test_arrived_in_time_is_in_time_however_long_it_took(pledge, chair):
    assert put(pledge, chair, at=DUE + timedelta(minutes=2), received_at=DUE).party.state == "signed"


def test_signing_late_is_refused_where_the_campaign_is_closed_to_it(pledge, chair, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(late_policy="closed")
    with pytest.raises(TooLate):
        put(pledge, chair, at=AFTER, received_at=AFTER, late_reason="Đi công tác")


def test_signing_late_needs_no_reason_where_the_campaign_is_open_to_it(pledge, chair, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(late_policy="open")
    assert put(pledge, chair, at=AFTER, received_at=AFTER).party.state == "added"
    assert newest("sign").sentence.endswith(", ký bổ sung.")


def test_a_pledge_that_opened_after_the_deadline_is_not_signed_late(
    sent, officer, chair, participant, campaign
):
    type(campaign).objects.filter(pk=campaign.pk).update(late_policy="closed")
    approve(sent, by=officer, at=AFTER)
    pledge = participant.pledges.get()
    assert put(pledge, chair, at=AFTER, received_at=AFTER).party.state == "signed"


def test_without_a_deadline_nothing_is_late(pledge, chair, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(registration_due_at=None, late_policy="closed")
    assert put(pledge, chair, at=AFTER, received_at=AFTER).party.state == "signed"


# Blocs --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def second_body(upper_union, kinds):
    return BodyFactory(code="ngan-hang", name="CĐCS Ngân hàng", kind=kinds["cdcs"], parent=upper_union)


@pytest.fixture
def bloc(upper_union, grassroots, second_body):
    bloc = BlocFactory(owner=upper_union, number=1)
    for body, post in ((grassroots, "head"), (second_body, "member")):
        BlocMember.objects.create(bloc=bloc, body=body, post=post, from_on=DAY)
    return bloc


@pytest.fixture
def bloc_pledge(campaign, bloc, indicators, officer):
    Target.objects.create(
        bloc=bloc, indicator=indicators[MEMBERS], kind="assigned", value=100 * SCALE, by=officer.user, at=NOW
    )
    return open_bloc_pledge(campaign, bloc, by=officer, at=NOW)


def test_a_bloc_pledge_waits_for_members_head_and_witness(bloc_pledge, campaign, bloc, officer):
    roles = bloc_pledge.parties.order_by("role").values_list("body__code", "role")
    assert list(roles) == [
        ("may-nha-bang", "head"),
        ("ngan-hang", "party"),
        ("huyen-tinh-bien", "witness"),
    ]
    words = words_of(bloc_pledge)
    assert words["members"] == ["CĐCS Công ty TNHH May Nhà Bàng", "CĐCS Ngân hàng"]
    assert words["lines"][-1]["promise"] == "100 đoàn viên"
    assert open_bloc_pledge(campaign, bloc, by=officer, at=NOW) == bloc_pledge


def test_a_bloc_pledge_is_complete_when_all_have_signed(
    bloc_pledge, bloc, chair, chair_of, second_body, leader_of, upper_union, officer
):
    assert put(bloc_pledge, chair).capacity == "Trưởng khối, thay mặt Khối thi đua số 1"
    put(bloc_pledge, chair_of(second_body))
    bloc_pledge.refresh_from_db()
    assert bloc_pledge.state == "signing"
    witness = put(bloc_pledge, leader_of(upper_union))
    assert witness.capacity == "chứng kiến, thay mặt Liên đoàn Lao động huyện Tịnh Biên"
    bloc_pledge.refresh_from_db()
    assert bloc_pledge.state == "signed"
    assert Target.objects.get(bloc=bloc, kind="pledged").value == 100 * SCALE
    assert verify_pledge(bloc_pledge) == []


def test_a_bloc_pledge_completed_without_some_binds_those_who_signed(
    bloc_pledge, chair, chair_of, second_body, officer
):
    with pytest.raises(NothingSigned):
        complete(bloc_pledge, by=officer, at=NOW)
    put(bloc_pledge, chair)
    absent = bloc_pledge.parties.get(body=second_body)
    assert note_absence(absent, by=officer, at=NOW).state == "absent"
    assert note_absence(absent, by=officer, at=NOW, reason="Đi họp").state == "excused"
    assert complete(bloc_pledge, by=officer, at=NOW).state == "signed"
    assert put(bloc_pledge, chair_of(second_body), at=later(days=1)).party.state == "added"
    with pytest.raises(WrongState):
        complete(bloc_pledge, by=officer, at=NOW)
    assert verify_pledge(bloc_pledge) == []


def test_absence_of_a_party_that_signed_is_refused(bloc_pledge, chair, officer, grassroots):
    put(bloc_pledge, chair)
    with pytest.raises(PartySigned):
        note_absence(bloc_pledge.parties.get(body=grassroots), by=officer, at=NOW)


def test_who_holds_two_posts_signs_for_the_one_they_act_in(bloc_pledge, grassroots, second_body, leader_of):
    user = UserFactory()
    for body in (grassroots, second_body):
        MandateFactory(user=user, body=body, role=Role.CHAIR)
    acting = user.mandates.get(body=second_body)
    signature = put(bloc_pledge, Access(user, DAY, chosen=str(acting.uid)))
    assert signature.party.body == second_body
    other = bloc_pledge.parties.get(body=grassroots)
    assert put(bloc_pledge, Access(user, DAY), party=other).party == other


def test_a_party_is_signed_only_by_its_own_chair(bloc_pledge, chair, second_body, officer_of, stranger):
    with pytest.raises(OutOfScope):
        put(bloc_pledge, chair, party=bloc_pledge.parties.get(body=second_body))
    with pytest.raises(OutOfScope):
        put(bloc_pledge, officer_of(stranger))


def test_a_party_of_another_pledge_is_not_signed_here(bloc_pledge, pledge, chair):
    with pytest.raises(NoMandate):
        put(bloc_pledge, chair, party=pledge.parties.get())


def test_a_signed_bloc_pledge_is_superseded_by_the_next(
    bloc_pledge, campaign, bloc, chair, officer, grassroots
):
    put(bloc_pledge, chair)
    complete(bloc_pledge, by=officer, at=NOW)
    again = open_bloc_pledge(
        campaign, bloc, by=officer, at=NOW, parties=[(grassroots, PledgeParty.Role.HEAD)]
    )
    assert (again.version, again.parties.count()) == (2, 1)
    bloc_pledge.refresh_from_db()
    assert bloc_pledge.state == "superseded"
    assert withdraw(again, by=officer, at=NOW, reason="Sai").state == "drafted"


# Proof --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def unguarded(db):
    """Change signed rows as somebody with the database's password could."""
    guards.drop(connection)
    yield
    guards.create(connection)


def test_the_database_refuses_to_change_what_was_signed(pledge, chair):
    put(pledge, chair)
    for change in (
        lambda: Signature.objects.update(signer_name="Người khác"),
        lambda: PledgeLine.objects.update(promise="khác"),
        lambda: Pledge.objects.update(content="{}"),
        lambda: PledgeLine.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


SEALED = {
    "signer_name": "Người Khác",
    "signer_post": "Phó Chủ tịch",
    "body_name": "CĐCS khác",
    "capacity": "chứng kiến",
    "method": "scan",
    "password_age": 6,
    "received_at": later(hours=-1),
    "signed_at": later(hours=-1),
    "key_id": "0" * 16,
    "server_signature": base64.b64encode(b"x" * 64).decode(),
    "content_hash": "0" * 64,
}


@pytest.mark.parametrize("column", SEALED)
def test_every_changed_column_of_a_signature_is_found(pledge, chair, unguarded, column):
    put(pledge, chair)
    Signature.objects.update(**{column: SEALED[column]})
    assert verify_pledge(pledge) != []


def test_a_seal_that_is_no_seal_is_found(pledge, chair, unguarded):
    put(pledge, chair)
    Signature.objects.update(server_signature="không phải base64")
    assert verify_pledge(pledge) == [f"Chữ ký của {chair.name}: đã bị sửa, không khớp chữ ký của máy chủ."]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Pledge.objects.update(content="{}"),
        lambda: Pledge.objects.update(code="GUTD-2021-KHAC"),
        lambda: Pledge.objects.update(version=7),
        lambda: (
            Pledge.objects.update(state="superseded", superseded_at=NOW) and Signature.objects.all().delete()
        ),
        lambda: PledgeLine.objects.filter(position=4).update(promise="1 đoàn viên"),
        lambda: PledgeLine.objects.filter(position=4).delete(),
        lambda: PledgeParty.objects.update(state="unsigned"),
        lambda: type(Pledge.objects.get().participant).objects.update(name="CĐCS khác"),
    ],
)
def test_every_change_of_a_signed_pledge_is_found(pledge, chair, unguarded, change):
    put(pledge, chair)
    change()
    assert len(verify_pledge(pledge)) >= 1


def test_damaged_words_are_not_signed(pledge, chair, unguarded):
    Pledge.objects.update(content=pledge.content.replace("15 đoàn viên", "10 đoàn viên"))
    with pytest.raises(Damaged):
        put(pledge, chair)


def test_the_same_words_in_either_unicode_form_have_one_hash():
    import unicodedata

    words = {"b": ["Đặng Thị Ðào", 1], "a": {"ngày": True}}
    decomposed = {"b": [unicodedata.normalize("NFD", "Đặng Thị Đào"), 1], "a": {"ngày": True}}
    assert digest(canonical(words)) == digest(canonical(decomposed))


def test_registration_of_a_campaign_without_pledge_opens_none(taken, chair, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(has_pledge=False)
    submit(registration_of(taken.participant), by=chair, at=NOW, received_at=NOW)
    assert not Pledge.objects.exists()
