"""How do accounts and posts begin and end, and who may do that?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.http import Http404

from tests.cast import DAY, NOW
from tests.factories import BodyFactory, MandateFactory, UserFactory
from unions import welcoming
from unions.access import Access, Nobody
from unions.appointing import (
    AlreadyHolds,
    BadUsername,
    Ended,
    NotHeld,
    OnlyDelegated,
    SamePerson,
    TooEarly,
    UsernameTaken,
    appoint,
    appoint_many,
    enrol,
    hand_over,
    relieve,
)
from unions.delegating import delegate
from unions.errors import NotAllowed, SignInNeeded
from unions.granting import ToOneself
from unions.models import LedgerEntry, Mandate, User
from unions.notices import unseen_of
from unions.roles import Role
from unions.vietnamese import person_sort_key


def test_enrol_opens_an_account_without_rights(officer):
    user = enrol(
        username="tran.thi.mai", full_name="Trần Thị Mai", password="rat-dai-va-kho", by=officer, at=NOW
    )
    stored = User.objects.get(username="tran.thi.mai")
    assert stored.check_password("rat-dai-va-kho")
    assert bytes(stored.sort_key) == person_sort_key("Trần Thị Mai")
    assert not user.mandates.exists()
    assert LedgerEntry.objects.get().sentence == f"{officer.name} mở tài khoản cho Trần Thị Mai."


def test_enrol_takes_a_ready_hash(officer):
    hashed = make_password("mot-mat-khau-chung")
    user = enrol(username="mai", full_name="Trần Thị Mai", hashed=hashed, by=officer, at=NOW)
    assert user.password == hashed
    assert User.objects.get(pk=user.pk).check_password("mot-mat-khau-chung")


def test_without_a_password_nobody_signs_in(officer):
    assert not enrol(username="mai", full_name="Mai", by=officer, at=NOW).has_usable_password()


def test_usernames_are_plain_and_used_once(officer):
    enrol(username="mai", full_name="Mai", by=officer, at=NOW)
    with pytest.raises(UsernameTaken):
        enrol(username="mai", full_name="Mai khác", by=officer, at=NOW)
    for name in ("Mai", "mаi", ".mai", "mai anh", "", "0912000111"):  # the second one has a Cyrillic а
        with pytest.raises(BadUsername):
            enrol(username=name, full_name="Mai", by=officer, at=NOW)


def test_enrol_is_for_whoever_appoints(chair_of, grassroots, access_of_role, upper_union, system):
    for access in (chair_of(grassroots), access_of_role(upper_union, Role.CLERK)):
        with pytest.raises(NotAllowed):
            enrol(username="mai", full_name="Mai", by=access, at=NOW)
    with pytest.raises(SignInNeeded):
        enrol(username="mai", full_name="Mai", by=Nobody(), at=NOW)
    with pytest.raises(Http404):
        enrol(username="mai", full_name="Mai", by=Access(UserFactory(), DAY), at=NOW)
    assert enrol(username="mai", full_name="Mai", by=system, at=NOW).pk


def test_the_right_counts_also_while_one_acts_in_another_post(officer, stranger, kinds):
    unit = BodyFactory(code="xa-khac", kind=kinds["cdcs"], parent=stranger)
    chair = MandateFactory(user=officer.user, body=unit, role=Role.CHAIR)
    by = Access(officer.user, DAY, chosen=str(chair.uid))
    assert enrol(username="mai", full_name="Mai", by=by, at=NOW).pk


def test_nobody_makes_the_number_of_another_ambiguous_at_the_door(officer):
    UserFactory(phone="0912 000 111")
    user = enrol(username="mai", full_name="Mai", phone="0912 000 111", by=officer, at=NOW)
    assert (user.phone, user.phone_key) == ("0912 000 111", "")


def test_appoint_gives_a_role_and_one_line(officer, grassroots):
    user = UserFactory(full_name="Trần Thị Mai")
    mandate = appoint(
        user,
        body=grassroots,
        role=Role.CHAIR,
        post="Chủ tịch",
        by=officer,
        at=NOW,
        on=DAY,
        decision_no="9/QĐ",
    )
    stored = Mandate.objects.get(pk=mandate.pk)
    assert (stored.user, stored.body, stored.role, stored.from_on, stored.decision_no) == (
        user,
        grassroots,
        "chair",
        DAY,
        "9/QĐ",
    )
    line = LedgerEntry.objects.get()
    assert line.sentence == (
        f"{officer.name} ghi Trần Thị Mai là Chủ tịch (Chủ tịch công đoàn cơ sở) của "
        "CĐCS Công ty TNHH May Nhà Bàng từ 10/03/2021."
    )


def test_a_role_is_held_once(officer, grassroots):
    user = UserFactory()
    row = {"user": user, "body": grassroots, "role": Role.CHAIR, "post": "Chủ tịch"}
    mandate = appoint_many([row], by=officer, at=NOW, on=DAY)[0]
    with pytest.raises(AlreadyHolds):
        appoint_many([row], by=officer, at=NOW, on=DAY)
    relieve(mandate, by=officer, at=NOW, on=date(2021, 6, 1), reason="hết nhiệm kỳ")
    assert appoint_many([row], by=officer, at=NOW, on=date(2021, 6, 1))


def test_relieve_ends_a_mandate(officer, grassroots):
    mandate = appoint(
        UserFactory(full_name="Mai"),
        body=grassroots,
        role=Role.CHAIR,
        post="Chủ tịch",
        by=officer,
        at=NOW,
        on=DAY,
    )
    with pytest.raises(TooEarly):
        relieve(mandate, by=officer, at=NOW, on=DAY, reason="nhầm")
    relieve(mandate, by=officer, at=NOW, on=date(2021, 6, 1), reason="chuyển công tác")
    assert Mandate.objects.holding_on(date(2021, 5, 31)).filter(pk=mandate.pk).exists()
    assert not Mandate.objects.holding_on(date(2021, 6, 1)).filter(pk=mandate.pk).exists()
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == f"{officer.name} ghi Mai thôi Chủ tịch từ 01/06/2021: chuyển công tác."


def test_strangers_and_chairs_may_not_appoint(
    grassroots, upper_union, stranger, officer_of, chair_of, officer
):
    user = UserFactory()
    for access, refusal in [(officer_of(stranger), Http404), (chair_of(grassroots), NotAllowed)]:
        with pytest.raises(refusal):
            appoint(user, body=grassroots, role=Role.CHAIR, post="Chủ tịch", by=access, at=NOW, on=DAY)
    with pytest.raises(NotAllowed):  # an office does not appoint itself
        appoint(user, body=upper_union, role=Role.LEADER, post="Chủ tịch", by=officer, at=NOW, on=DAY)
    mandate = appoint(user, body=grassroots, role=Role.CHAIR, post="Chủ tịch", by=officer, at=NOW, on=DAY)
    with pytest.raises(NotAllowed):
        relieve(mandate, by=Access(user, DAY), at=NOW, on=date(2021, 6, 1), reason="x")


# A post passes on -----------------------------------------------------------------------------------------------------


@pytest.fixture
def held(grassroots):
    return MandateFactory(body=grassroots, user=UserFactory(full_name="Lê Thị Sen"), post="Chủ tịch")


def test_a_post_passes_from_one_to_the_next_and_both_are_told(held, officer, grassroots):
    mai, on = UserFactory(full_name="Trần Thị Mai"), date(2021, 6, 1)
    new = hand_over(held, to=mai, by=officer, at=NOW, on=on, decision_no="12/QĐ")
    assert (new.body, new.role, new.post, new.decision_no, new.granter) == (
        grassroots,
        "chair",
        "Chủ tịch",
        "12/QĐ",
        officer.user,
    )
    days = [Access(user, day).chaired for day in (date(2021, 5, 31), on) for user in (held.user, mai)]
    assert days == [[grassroots.pk], [], [], [grassroots.pk]]
    line = LedgerEntry.objects.get()
    assert line.sentence == (
        f"{officer.name} ghi Lê Thị Sen bàn giao chức vụ Chủ tịch của CĐCS Công ty TNHH May Nhà Bàng cho "
        "Trần Thị Mai từ 01/06/2021 theo 12/QĐ."
    )
    assert line.data == {"old": str(held.uid)}
    assert "vẫn mang tên đồng chí" in unseen_of(held.user).get().sentence
    assert unseen_of(mai).get().sentence.startswith("Từ 01/06/2021, đồng chí là Chủ tịch, CĐCS Công ty")


def test_who_acted_for_the_old_one_may_become_the_new_one(held, officer, grassroots):
    mai = UserFactory(full_name="Mai")
    delegate(held, to=mai, by=officer, at=NOW, on=DAY, until_on=date(2021, 9, 1))
    new = hand_over(held, to=mai, by=officer, at=NOW, on=date(2021, 6, 1), post="Quyền Chủ tịch")
    assert new.post == "Quyền Chủ tịch"
    assert Access(mai, date(2021, 6, 1)).mandates == [new]
    assert LedgerEntry.objects.newest_first()[0].sentence.endswith("ủy quyền cho Mai cũng hết từ ngày ấy.")
    assert unseen_of(mai).count() == 3


def test_a_term_that_is_over_passes_on_as_it_ended(held, officer):
    Mandate.objects.filter(pk=held.pk).update(until_on=date(2021, 3, 1))
    held.refresh_from_db()
    hand_over(held, to=UserFactory(), by=officer, at=NOW, on=DAY)
    assert Mandate.objects.get(pk=held.pk).until_on == date(2021, 3, 1)


def test_what_does_not_pass_on(held, officer, chair_of, grassroots, officer_of, stranger):
    to, on = UserFactory(), date(2021, 6, 1)
    made = delegate(held, to=UserFactory(), by=officer, at=NOW, on=DAY, until_on=date(2021, 9, 1))
    refused = [
        (held, {"to": held.user}, SamePerson),
        (held, {"to": officer.user}, ToOneself),
        (held, {"on": date(2020, 1, 1)}, TooEarly),
        (made, {}, OnlyDelegated),
        (held, {"by": Access(held.user, DAY)}, NotAllowed),
        (held, {"by": officer_of(stranger)}, Http404),
    ]
    for mandate, columns, refusal in refused:
        with pytest.raises(refusal):
            hand_over(mandate, **({"to": to, "by": officer, "at": NOW, "on": on} | columns))


# Days -----------------------------------------------------------------------------------------------------------------


def test_nobody_holds_a_role_twice_on_one_day(officer, grassroots):
    user = UserFactory()
    row = {"user": user, "body": grassroots, "role": Role.CHAIR, "post": "Chủ tịch"}
    april, june = {**row, "until_on": date(2021, 6, 1)}, {**row, "until_on": date(2021, 8, 1)}
    appoint_many([april], by=officer, at=NOW, on=date(2021, 4, 1))
    for again, on in [(row, DAY), (june, date(2021, 5, 1))]:
        with pytest.raises(AlreadyHolds):
            appoint_many([again], by=officer, at=NOW, on=on)
    with pytest.raises(AlreadyHolds):
        appoint_many([june, june], by=officer, at=NOW, on=date(2021, 6, 1))
    before = {**row, "until_on": date(2021, 4, 1)}
    assert appoint_many([before], by=officer, at=NOW, on=DAY)[0].until_on == date(2021, 4, 1)
    assert appoint_many([row], by=officer, at=NOW, on=date(2021, 6, 1))
    assert LedgerEntry.objects.order_by("sequence")[0].sentence.endswith(
        "từ 01/04/2021 đến trước 01/06/2021."
    )


def test_a_post_begins_at_a_body_at_work_and_ends_later(officer, grassroots):
    user = UserFactory()
    columns = {"body": grassroots, "role": Role.CHAIR, "post": "Chủ tịch", "by": officer, "at": NOW}
    with pytest.raises(TooEarly):
        appoint(user, on=DAY, until_on=DAY, **columns)
    grassroots.state, grassroots.ended_on = "dissolved", DAY
    for on, until_on in ((DAY, None), (date(2020, 6, 1), None), (date(2020, 6, 1), date(2021, 4, 1))):
        with pytest.raises(Ended):
            appoint(user, on=on, until_on=until_on, **columns)
    assert appoint(user, on=date(2020, 6, 1), until_on=DAY, **columns).pk, (
        "written down late, it ends in time"
    )


def test_what_is_over_does_not_end_again(held, officer):
    relieve(held, by=officer, at=NOW, on=date(2021, 6, 1), reason="hết nhiệm kỳ")
    with pytest.raises(NotHeld):
        relieve(held, by=officer, at=NOW, on=date(2021, 7, 1), reason="nhầm")
    relieve(held, by=officer, at=NOW, on=date(2021, 5, 1), reason="sớm hơn")
    assert held.until_on == date(2021, 5, 1)


@pytest.mark.usefixtures("committed")
def test_of_four_taps_at_once_one_enrols(officer, grassroots):
    enrol(username="mai", full_name="Mai", by=officer, at=NOW)  # the ledger has begun
    start = Barrier(4)

    def tap(_):
        by, who = Access(officer.user, DAY), welcoming.Newcomer("Lê Văn Mới", "0911 000 111")
        post = {"role": Role.CHAIR, "post": "Chủ tịch"}
        try:
            start.wait()
            return welcoming.appoint(who, body=grassroots, by=by, at=NOW, on=DAY, **post).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as taps:
        assert len(set(taps.map(tap, range(4)))) == 1
    assert Mandate.objects.filter(body=grassroots).count() == 1
