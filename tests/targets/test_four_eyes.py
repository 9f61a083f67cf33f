"""Can anybody approve what they entered or sent themselves, by any way (RELIABILITY R22, R23)?"""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from emulation.models import Phase
from targets import reviewing, verifying
from targets.declaring import confirm_zero, declare, results_of, save_results
from targets.models import Registration, Result
from targets.registering import save_lines, submit
from tests.cast import NOW
from tests.factories import MandateFactory
from tests.targets.campaign_cast import *  # noqa: F403
from unions.models import LedgerEntry
from unions.quantities import SCALE
from unions.roles import Role


@pytest.fixture
def sent_for_the_unit(taken, officer):
    """The officer typed for the unit and sent it: it waits, and somebody else must answer."""
    return submit(taken, by=officer, at=NOW, received_at=NOW)


@pytest.fixture
def typed_for_the_unit(taken, officer, chair, indicators):
    """The officer only typed; the chair sent it."""
    save_lines(taken, {indicators[2].pk: {"value": 9 * SCALE}}, by=officer, at=NOW)
    return submit(taken, by=chair, at=NOW, received_at=NOW)


@pytest.mark.parametrize("waiting", ["sent_for_the_unit", "typed_for_the_unit"])
def test_no_page_lets_the_enterer_approve(request, sign_in, officer, waiting, campaign):
    registration = request.getfixturevalue(waiting)
    client, unit = sign_in(officer), registration.participant
    edition = {"edition": registration.edition}
    answer = client.post(reverse("registration_approve", args=[registration.uid]), edition)
    assert answer.status_code == 422
    assert reviewing.OwnRegistration.sentence in answer.content.decode()
    many = {"unit": [str(unit.uid)], f"edition-{unit.uid}": registration.edition}
    client.post(reverse("registration_approve_many", args=[campaign.uid]), many)
    registration.refresh_from_db()
    assert (registration.state, registration.approved_by) == ("submitted", None)
    assert not unit.pledges.exists()


def test_another_post_is_not_another_person(sign_in, officer, sent_for_the_unit, upper_union, mandate_of):
    """The same person with a leader's mandate as well."""
    mandate_of(officer.user, upper_union, Role.LEADER)
    client = sign_in(officer)
    for mandate in officer.user.mandates.all():
        client.post("/doi-chuc-vu/", {"mandate": str(mandate.uid)})
        path = reverse("registration_approve", args=[sent_for_the_unit.uid])
        assert client.post(path, {"edition": sent_for_the_unit.edition}).status_code == 422
    sent_for_the_unit.refresh_from_db()
    assert sent_for_the_unit.state == "submitted"


def test_the_chair_of_the_unit_with_an_office_mandate_answers_nothing_of_their_own(
    sign_in, chair, upper_union, sent, mandate_of
):
    mandate_of(chair.user, upper_union, Role.LEADER)
    client = sign_in(chair)
    path = reverse("registration_approve", args=[sent.uid])
    assert client.post(path, {"edition": sent.edition}).status_code == 422
    sent.refresh_from_db()
    assert sent.state == "submitted"


@pytest.fixture
def mandate_of():
    return lambda user, body, role: MandateFactory(user=user, body=body, role=role)


def test_the_database_refuses_it_too(sent, officer):
    for own in ({"submitted_by": officer.user}, {"entered_by": officer.user}):
        columns = {"state": "approved", "approved_at": NOW, "approved_by": officer.user, **own}
        with pytest.raises(IntegrityError, match=r"four_eyes|enterer"), transaction.atomic():
            Registration.objects.filter(pk=sent.pk).update(**columns)


def test_whoever_typed_a_line_before_another_officer_did_does_not_approve_it_either(
    taken, officer, officer_of, upper_union, chair, indicators, sign_in, campaign
):
    """The registration names only the last who typed for the unit; its lines name everybody."""
    save_lines(taken, {indicators[2].pk: {"value": 9 * SCALE}}, by=officer, at=NOW)
    save_lines(taken, {indicators[3].pk: {"value": 90 * SCALE}}, by=officer_of(upper_union), at=NOW)
    sent = submit(taken, by=chair, at=NOW, received_at=NOW)
    assert sent.entered_by != officer.user
    with pytest.raises(reviewing.OwnRegistration):
        reviewing.approve(sent, by=officer, at=NOW)
    assert reviewing.approve_many([sent], by=officer, at=NOW) == []
    third = officer_of(upper_union)
    assert reviewing.approve_many([sent], by=third, at=NOW) == [sent]


# Results ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def phase(campaign):
    return Phase.objects.get(campaign=campaign, number=1)


@pytest.fixture
def declared(participant, phase, officer, chair, indicators):
    """One line typed by the officer, the others by the chair, all sent by the chair."""
    lines = {pk: {"num": 0} for pk in results_of(participant, phase)}
    narrative = indicators[-1].pk
    lines[narrative] = {"text": "Đã làm"}
    lines[indicators[3].pk] = {"num": 0, "den": 5 * SCALE}
    lines.pop(indicators[4].pk)
    save_results(participant, phase, {narrative: lines.pop(narrative)}, by=officer, at=NOW)
    save_results(participant, phase, lines, by=chair, at=NOW)
    confirm_zero(participant, phase, [indicators[4].pk], by=chair, at=NOW)
    return declare(participant, phase, by=chair, at=NOW, received_at=NOW)


def test_no_page_lets_the_enterer_verify(declared, sign_in, officer, participant, phase, campaign):
    client = sign_in(officer)
    editions = {
        f"ban-{row.indicator.position}": row.edition for row in Result.objects.select_related("indicator")
    }
    answer = client.post(reverse("result_review", args=[participant.uid, phase.number]), editions)
    assert answer.status_code == 422
    assert verifying.OwnResults.sentence in answer.content.decode()
    many = {"phase": phase.number, "unit": [str(participant.uid)]}
    client.post(reverse("result_verify_many", args=[campaign.uid]), many)
    assert set(Result.objects.values_list("state", "verified_by")) == {("declared", None)}
    assert not LedgerEntry.objects.filter(act__startswith="verifying").exists()


@pytest.mark.parametrize("column", ["declared_by", "entered_by"])
def test_the_database_refuses_that_too(declared, officer, column):
    columns = {column: officer.user, "state": "verified", "verified_at": NOW, "verified_by": officer.user}
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(pk=declared[0].pk).update(**columns)


# Only what was read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["", "0", "999999", "-1", "x", "9" * 5000, "１"])
def test_an_edition_that_was_not_shown_approves_nothing(sign_in, officer, sent, campaign, edition):
    client, unit = sign_in(officer), sent.participant
    path = reverse("registration_approve", args=[sent.uid])
    assert client.post(path, {"edition": edition}).status_code == 422
    many = {"unit": [str(unit.uid)], f"edition-{unit.uid}": edition}
    client.post(reverse("registration_approve_many", args=[campaign.uid]), many)
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_results_read_before_they_were_sent_anew_are_not_verified(
    declared, sign_in, leader_of, upper_union, participant, phase, chair
):
    leader = leader_of(upper_union)
    stale = {
        f"ban-{row.indicator.position}": row.edition for row in Result.objects.select_related("indicator")
    }
    verifying.send_back(participant, phase, by=leader, at=NOW, reason="Xem lại")
    first = declared[0]
    save_results(participant, phase, {first.indicator_id: {"num": SCALE}}, by=chair, at=NOW)
    declare(participant, phase, by=chair, at=NOW, received_at=NOW)
    answer = sign_in(leader).post(reverse("result_review", args=[participant.uid, phase.number]), stale)
    assert answer.status_code == 422
    assert set(Result.objects.values_list("state", flat=True)) == {"declared"}
