"""The world in which the access matrix is checked: one of everything that an address can name, built by the acts."""

import json
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from emulation import plan_keeping
from emulation.drafting import propose
from reports import building
from reports.requesting import request_summary
from targets import cleaning, files
from targets.declaring import declare, results_of, save_results
from targets.models import Registration
from targets.registering import registration_of, submit, take_assigned
from targets.reviewing import approve
from targets.signing import sign
from tests.cast import DAY, NOW
from tests.factories import BodyFactory, MandateFactory
from tests.factories.campaigns import EVERYONE, planned_campaign, running_campaign
from tests.targets.hostile import phone_photo
from unions import (
    bringing,
    changing,
    grouping,
    import_starting,
    saving_lists,
    slips,
    workbook_child,
    workbooks,
)
from unions.access import Access
from unions.models import InviteList
from unions.people_columns import read_list
from unions.quantities import SCALE
from unions.roles import Role
from unions.workbooks import Sheet, Workbook

PERSONAS = (
    "visitor",
    "chair",
    "officer",
    "leader",
    "auditor",
    "clerk",
    "stranger",
    "neighbour",
    "above",
    "foreign",
)


@dataclass
class World:
    """`things` are what addresses name; `clients` are browsers in which each persona is signed in."""

    things: dict = field(default_factory=dict)
    clients: dict = field(default_factory=dict)


@pytest.fixture
def world(upper_union, grassroots, stranger, kinds, sectors, time_machine, monkeypatch):
    time_machine.move_to(NOW, tick=False)
    # In this process: cleaning in a child has tests of its own.
    monkeypatch.setattr(files, "guarded", lambda module, kind, data: cleaning.clean(data, kind))
    monkeypatch.setattr(workbooks, "guarded", _read_here)
    beside = BodyFactory(
        code="xa-an-hao",
        kind=kinds["cdcs"],
        parent=upper_union,
        sector=sectors["hcsn"],
        name="CĐCS xã An Hảo",
    )
    access = {
        "chair": _person(grassroots, Role.CHAIR),
        "officer": _person(upper_union, Role.OFFICER),
        "leader": _person(upper_union, Role.LEADER),
        "auditor": _person(upper_union, Role.AUDITOR),
        "clerk": _person(upper_union, Role.CLERK),
        "stranger": _person(stranger, Role.OFFICER),
        "neighbour": _person(beside, Role.CHAIR),
        "above": _person(upper_union.parent, Role.OFFICER),
        "foreign": _person(_other_province(kinds), Role.OFFICER),
    }
    bodies = [grassroots, beside]
    made = World(
        things=_things(upper_union, bodies, access) | {"body": grassroots.code},
        clients={"visitor": Client()} | {name: _signed_in(each) for name, each in access.items()},
    )
    mandate = access["chair"].mandates[0]
    made.things["mandate"] = str(mandate.uid)
    made.things |= _changes(grassroots, access["officer"])
    waiting = MandateFactory(
        body=grassroots, role=Role.CLERK, granter=access["officer"].user, awaits_second=True
    )
    made.things |= {"waiting": waiting.uid, "person": waiting.user.uid}
    user = access["officer"].user
    made.things |= _invitations(access["officer"], mandate)
    made.things |= _imports(upper_union, access["officer"])
    made.things["saved"] = saving_lists.keep(user, "body_list", name="CĐCS", query="loai=cdcs").uid
    return made


def _invitations(officer, mandate):
    """A list of people that was read, and one whose slips may be printed (its chair came long ago)."""
    rows = [["Đơn vị", "Họ và tên"], ["CĐCS Không Có", "Võ Văn Không"]]
    listed = read_list(Workbook([Sheet("DS", rows)])).as_json()
    kept = InviteList.objects.create(under=officer.body, listed=listed, made_by=officer.user, made_at=NOW)
    chosen = slips.choose([mandate], under=officer.body, by=officer, at=NOW)
    return {"invite_list": kept.uid, "slips": chosen.uid}


def _changes(body, officer):
    """A renaming that waits for its day, and a handing over that the province has not agreed to."""
    decision = {
        "by": officer,
        "at": NOW,
        "on": DAY,
        "decision_no": "12/QĐ-LĐLĐ",
        "decided_on": DAY,
        "effective_on": date(2021, 3, 22),
        "reason": "Theo đề án.",
    }
    renaming = changing.record_change("rename", body=body, name="CĐCS May Nhà Bàng 2", **decision)
    handing = changing.record_change("transfer", bodies=[body], to=body.parent.parent, **decision)
    return {"change": renaming.uid, "offered": handing.uid}


UNITS = "Tên CĐCS;Đoàn viên\nCĐCS Công ty TNHH May Nhà Bàng;12\nCĐCS Trường Kim Đồng;38\n"


def _read_here(module, name, *, data):
    return json.dumps(workbook_child.read(data, name)).encode()


def received(under, by, *, name, text=UNITS):
    """A file of units as it was sent, its columns guessed."""
    return bringing.receive(under, SimpleUploadedFile(name, text.encode()), DAY, by=by, at=NOW)


def previewed(under, by, **file):
    row = received(under, by, **file)
    return bringing.match_columns(row, row.mapping, by=by, at=NOW)


def _imports(under, by):
    """A file whose columns wait to be matched, one with a wrong cell, one that waits for a worker."""
    wrong = UNITS.replace("38", "nhiều")
    taking = previewed(under, by, name="dang-nhap.csv")
    import_starting.start_taking(taking, by=by, at=NOW)
    return {
        "sheet": received(under, by, name="moi.csv").uid,
        "seen": previewed(under, by, name="co-loi.csv", text=wrong).uid,
        "taking": taking.uid,
    }


def _other_province(kinds):
    return BodyFactory(code="tinh-khac", name="Liên đoàn Lao động tỉnh Đồng Tháp", kind=kinds["tinh"])


def _person(body, role):
    return Access(MandateFactory(body=body, role=role).user, DAY)


def _signed_in(access):
    client = Client()
    client.force_login(access.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["password_at"] = NOW.timestamp()
    session.save()
    return client


def _things(upper_union, bodies, access):
    by, chair = access["officer"], access["chair"]
    sent = _campaign(upper_union, bodies, by, "đã gửi")
    registration = _registered(_unit(sent, bodies[0]), chair)
    evidence, unit = _reported(sent, bodies[0], chair)
    agreed = _campaign(upper_union, bodies, by, "đã thống nhất")
    approved = approve(_registered(_unit(agreed, bodies[0]), chair), by=by, at=NOW)
    signed = _campaign(upper_union, bodies, by, "đã ký")
    approve(_registered(_unit(signed, bodies[0]), chair), by=by, at=NOW)
    pledge = _unit(signed, bodies[0]).pledges.get()
    sign(pledge, by=chair, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)
    fresh = _campaign(upper_union, bodies, by, "mới")
    loose = _attached(_unit(fresh, bodies[0]), fresh.phases.get(number=1), chair)
    draft = planned_campaign(upper_union, by, bodies, name="Phong trào đang soạn")
    proposed = propose(planned_campaign(upper_union, by, bodies, name="Phong trào chờ duyệt"), by=by, at=NOW)
    phase = sent.phases.get(number=1)
    report = request_summary(sent, phase, by=by, at=NOW)
    building.build(report.pk, at=NOW)
    queued = request_summary(fresh, fresh.phases.get(number=1), by=by, at=NOW)
    words = plan_keeping.keep(organiser=upper_union, text="Kế hoạch phát động thi đua", by=by, at=NOW)
    return {
        "plan_text": words.uid,
        "sent": sent.uid,
        "draft": draft.uid,
        "proposed": proposed.uid,
        "registration": registration.uid,
        "sent_unit": unit.uid,
        "fresh_unit": _unit(fresh, bodies[0]).uid,
        "fresh": fresh.uid,
        "pledge": approved.participant.pledges.get().uid,
        "signed": pledge.uid,
        "evidence": evidence.uid,
        "loose": loose.uid,
        "report": report.uid,
        "queued": queued.uid,
        "bloc": _headed_bloc(upper_union, bodies[0], by).uid,
        "kind": bodies[0].kind.code,
        "sector": bodies[0].sector.code,
    }


def _headed_bloc(owner, head, by):
    bloc = grouping.form(owner, year=DAY.year, number=1, name="Khối thi đua số 1", by=by, at=NOW)
    grouping.seat(bloc, [head], by=by, at=NOW, on=DAY, head=head)
    return bloc


def _campaign(organiser, bodies, by, word):
    return running_campaign(
        organiser, by, bodies, name=f"Phong trào {word}", indicators=[EVERYONE], agree_when_taken=False
    )


def _unit(campaign, body):
    return campaign.participants.select_related("campaign__organiser", "body").get(body=body)


def _registered(unit, chair):
    registration = take_assigned(registration_of(unit), by=chair, at=NOW)
    submit(registration, by=chair, at=NOW, received_at=NOW)
    related = Registration.objects.select_related("participant__campaign__organiser", "participant__body")
    return related.get(pk=registration.pk)


def _attached(unit, phase, chair):
    photo = SimpleUploadedFile("hoi-nghi.jpg", phone_photo(), "image/jpeg")
    return files.attach(unit, phase, list(results_of(unit, phase).values()), photo, by=chair, at=NOW)


def _reported(campaign, body, chair):
    unit, phase = _unit(campaign, body), campaign.phases.get(number=1)
    save_results(unit, phase, {pk: {"num": SCALE} for pk in results_of(unit, phase)}, by=chair, at=NOW)
    evidence = _attached(unit, phase, chair)
    declare(unit, phase, by=chair, at=NOW, received_at=NOW)
    return evidence, unit
