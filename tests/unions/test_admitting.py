"""Does a code let exactly one person in, exactly once, and does nobody lose an account to a helper of theirs?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import DAY, NOW
from tests.factories import MandateFactory
from tests.factories.people import PASSWORD, UserFactory
from unions import admitting
from unions.access import Access
from unions.errors import NotAllowed, OutOfScope
from unions.models import Invitation, LedgerEntry, Notice, Session
from unions.passwords import WeakPassword
from unions.roles import Role

GOOD = "sông Hậu mùa nước nổi"


@pytest.fixture
def newcomer(grassroots):
    """Somebody with a post and no password yet."""
    user = MandateFactory(body=grassroots, role=Role.CHAIR).user
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return user


def invited(user, by, at=NOW):
    return admitting.invite_many([user], by=by, at=at)[user.pk]


# The code -------------------------------------------------------------------------------------------------------------


def test_a_code_is_eighty_bits_in_four_groups_that_nobody_misreads(newcomer, officer):
    code = invited(newcomer, officer)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert not set(code) & set("ILOU")
    assert len({admitting.new_code() for _ in range(100)}) == 100
    assert len(admitting.ALPHABET) ** admitting.LENGTH == 2**80


@pytest.mark.parametrize(
    "change", [str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code.replace('-', '')} "]
)
def test_a_code_is_read_as_people_type_it(newcomer, officer, change):
    assert admitting.invitation_of(change(invited(newcomer, officer)), NOW).user == newcomer


def test_letters_that_look_like_digits_are_read_as_digits():
    assert admitting.read_code("o0-iI lL1") == "0011111"


def test_the_database_keeps_no_code(newcomer, officer):
    code = invited(newcomer, officer)
    row = Invitation.objects.get()
    assert row.code_hash == admitting.hashed(admitting.read_code(code))
    kept = " ".join(
        str(value) for value in [*vars(row).values(), *LedgerEntry.objects.values_list("sentence")]
    )
    assert admitting.read_code(code) not in kept.replace("-", "")


# Inviting -------------------------------------------------------------------------------------------------------------


def test_a_new_code_withdraws_the_last_one(newcomer, officer):
    first, second = invited(newcomer, officer), invited(newcomer, officer)
    assert admitting.invitation_of(first, NOW) is None
    assert admitting.invitation_of(second, NOW).user == newcomer


def test_any_number_of_people_costs_the_same_statements(grassroots, officer, system):
    def asked(number):
        users = [MandateFactory(body=grassroots, user__password=None).user for _ in range(number)]
        fresh = Access(officer.user, DAY)
        with CaptureQueriesContext(connection) as queries:
            codes = admitting.invite_many(users, by=fresh, at=NOW)
        assert len(set(codes.values())) == number
        return len(queries)

    asked(1)  # the first line of a ledger costs one more
    assert asked(1) == asked(12)


def test_whoever_has_a_password_is_not_let_in_anew_by_an_invitation(grassroots, officer, system):
    user = MandateFactory(body=grassroots).user
    for by in (officer, system):
        with pytest.raises(admitting.HasEntered):
            invited(user, by)


def test_the_right_is_asked_over_every_post(newcomer, officer, province, stranger, officer_of):
    with pytest.raises(OutOfScope):
        invited(newcomer, officer_of(stranger))
    MandateFactory(user=newcomer, body=province, role=Role.CLERK)
    with pytest.raises(NotAllowed):
        invited(newcomer, officer)
    assert not Invitation.objects.exists()


def test_a_post_out_of_sight_is_not_named(newcomer, officer, stranger):
    MandateFactory(user=newcomer, body=stranger, role=Role.CLERK)
    with pytest.raises(NotAllowed) as refused:
        invited(newcomer, officer)
    assert "ngoài phạm vi của đồng chí" in refused.value.sentence
    assert "Châu Phú" not in refused.value.sentence


def test_a_peer_and_somebody_higher_get_no_code(officer, upper_union, officer_of):
    peer = MandateFactory(body=upper_union, role=Role.OFFICER, user__password=None).user
    with pytest.raises(NotAllowed):
        invited(peer, officer)


def test_nobody_lets_themselves_in(officer, newcomer):
    with pytest.raises(admitting.OwnAccount):
        admitting.reset(officer.user, by=officer, at=NOW, reason="quên")


def test_closed_accounts_and_people_without_a_post_get_no_code(newcomer, officer, system):
    with pytest.raises(admitting.NoPost):
        invited(UserFactory(password=None), officer)
    newcomer.is_active = False
    with pytest.raises(admitting.NotInUse):
        invited(newcomer, system)


def test_the_system_invites_without_asking(db, system):
    user = UserFactory(password=None)
    assert invited(user, system)


# Coming in ------------------------------------------------------------------------------------------------------------


def test_a_code_sets_a_password_once(newcomer, officer):
    code = invited(newcomer, officer)
    assert admitting.accept(code, password=GOOD, at=NOW) == newcomer
    newcomer.refresh_from_db()
    assert newcomer.check_password(GOOD)
    with pytest.raises(admitting.BadCode):
        admitting.accept(code, password=GOOD + "!", at=NOW)
    assert LedgerEntry.objects.filter(act="admitting.accept").count() == 1


def test_the_same_tap_twice_is_one_tap(newcomer, officer):
    code = invited(newcomer, officer)
    admitting.accept(code, password=GOOD, at=NOW)
    assert admitting.accept(code, password=GOOD, at=NOW + timedelta(seconds=5)) == newcomer
    with pytest.raises(admitting.BadCode):
        admitting.accept(code, password=GOOD, at=NOW + timedelta(minutes=3))
    assert LedgerEntry.objects.filter(act="admitting.accept").count() == 1


def test_a_weak_password_leaves_the_code_unused(newcomer, officer):
    code = invited(newcomer, officer)
    with pytest.raises(WeakPassword):
        admitting.accept(code, password="Congdoan@2021", at=NOW)
    assert admitting.invitation_of(code, NOW)


@pytest.mark.parametrize(("hours", "is_good"), [(71.9, True), (72, False)])
def test_a_code_is_good_for_three_days(newcomer, officer, hours, is_good):
    code = invited(newcomer, officer)
    assert bool(admitting.invitation_of(code, NOW + timedelta(hours=hours))) is is_good


@pytest.mark.parametrize("code", ["", " ", "0000-0000-0000-0000", "ư" * 500, "\x00"])
def test_other_texts_open_nothing(newcomer, officer, code):
    invited(newcomer, officer)
    with pytest.raises(admitting.BadCode):
        admitting.accept(code, password=GOOD, at=NOW)


def test_a_closed_account_is_not_entered_with_an_old_code(newcomer, officer):
    code = invited(newcomer, officer)
    newcomer.is_active = False
    newcomer.save(update_fields=["is_active"])
    with pytest.raises(admitting.BadCode):
        admitting.accept(code, password=GOOD, at=NOW)


def test_a_code_opens_no_post_beyond_the_hand_of_its_maker(newcomer, officer, province, system):
    """Whoever printed a slip kept it until the other was seated further up."""
    code = invited(newcomer, officer)
    MandateFactory(user=newcomer, body=province, role=Role.OFFICER)
    with pytest.raises(admitting.BadCode):
        admitting.accept(code, password=GOOD, at=NOW)
    assert admitting.accept(invited(newcomer, system), password=GOOD, at=NOW) == newcomer


@pytest.mark.usefixtures("committed")
def test_of_eight_who_bring_the_same_code_at_once_one_comes_in(newcomer, officer):
    code, start = invited(newcomer, officer), Barrier(8)

    def bring(number):
        try:
            start.wait()
            return admitting.accept(code, password=f"{GOOD} {number}", at=NOW) and number
        except admitting.BadCode:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        came = [number for number in pool.map(bring, range(8)) if number is not None]
    newcomer.refresh_from_db()
    assert len(came) == 1
    assert newcomer.check_password(f"{GOOD} {came[0]}")
    assert LedgerEntry.objects.filter(act="admitting.accept").count() == 1


# Coming in again ------------------------------------------------------------------------------------------------------


def test_a_reset_takes_the_password_ends_the_sign_ins_and_rests_the_signing(grassroots, officer, client):
    user = MandateFactory(body=grassroots).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert Session.objects.filter(user=user).count() == 1
    code = admitting.reset(user, by=officer, at=NOW, reason="Đồng chí ấy quên mật khẩu.")
    user.refresh_from_db()
    assert not user.check_password(PASSWORD)
    assert user.signing_opens_at == NOW + timedelta(hours=12)
    assert not Session.objects.filter(user=user).exists()
    assert client.get("/don-vi/").status_code == 302
    assert admitting.accept(code, password=GOOD, at=NOW) == user


def test_a_reset_is_told_to_the_person_and_to_the_ledger(grassroots, officer):
    user = MandateFactory(body=grassroots).user
    admitting.reset(user, by=officer, at=NOW, reason="Đồng chí ấy quên mật khẩu.")
    told = Notice.objects.get(user=user).sentence
    assert officer.name in told
    assert (
        "đặt lại mật khẩu của đồng chí lúc 09:00 ngày 10/03/2021, lý do: Đồng chí ấy quên mật khẩu." in told
    )
    line = LedgerEntry.objects.get(act="admitting.reset")
    assert line.body == grassroots
    assert "ký được từ 21:00 ngày 10/03/2021" in line.sentence


def test_a_reset_asks_the_same_right_as_an_invitation(grassroots, officer_of, chair_of, stranger):
    user = MandateFactory(body=grassroots).user
    with pytest.raises(OutOfScope):
        admitting.reset(user, by=officer_of(stranger), at=NOW, reason="quên")
    with pytest.raises(NotAllowed):
        admitting.unlock(user, by=chair_of(grassroots), at=NOW)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
