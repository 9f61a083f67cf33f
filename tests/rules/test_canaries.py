"""Does a word of a foreign province ever appear on a page, in a file or in a letter of ours (RELIABILITY R3)?"""

import io
import zipfile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emulation.models import Campaign
from reports import building
from reports.requesting import request_summary
from targets import files
from targets.declaring import declare, results_of, save_results
from targets.models import Evidence, Pledge, Registration
from targets.registering import registration_of, set_works, submit, take_assigned
from targets.reviewing import approve
from tests.cast import DAY, NOW
from tests.counts import IS_FULL
from tests.factories import BlocFactory, BodyFactory, MandateFactory, UserFactory
from tests.factories.campaigns import EVERYONE, running_campaign
from tests.rules.attack_world import *  # noqa: F403
from tests.rules.matrix import ROWS
from tests.rules.test_access_matrix import address, answer
from tests.rules.world import previewed
from tests.targets.hostile import phone_photo
from unions.access import Access
from unions.models import BlocMember, BodyImport, InviteList, UnionBody
from unions.people_columns import Listed
from unions.quantities import SCALE
from unions.roles import Role

pytestmark = pytest.mark.prove("canaries")

CANARY = "Hoàng Yến"
CODE = "hoang-yen"
SIGNS = (CANARY, CODE, "hoàng yến", "HOÀNG YẾN")
# Here the foreign code is one filter of one's own list: it finds nothing, and nothing of it is told.
FILTERED = {"invite_template"}
PERSONAS_OF_OURS = ("chair", "officer", "leader", "auditor", "clerk", "neighbour", "stranger", "visitor")
# What an address may be asked besides: search, filters and pages that would lead to the foreign province.
QUERIES = (
    "",
    "?q=tinh+ngoai",
    "?q=CDCS&trang=2",
    "?nam=2021&khoi=1",
    "?tinh-trang=tat-ca&loai=cdcs",
    "?q=nguyen",
    "?ngay=01/09/2025",
    "?mo=1&cot=ten",
)


@pytest.fixture
def foreign(kinds, sectors, world):
    """A province that is not ours, full of everything one may write."""
    province = BodyFactory(
        code=f"tinh-{CODE}", name=f"LĐLĐ tỉnh ngoài {CANARY}", short_name=f"Tỉnh {CANARY}", kind=kinds["tinh"],
        phone="0299 999 999",
    )  # fmt: skip
    unit = BodyFactory(
        code=f"cdcs-{CODE}", name=f"CĐCS Công ty {CANARY}", kind=kinds["cdcs"], parent=province,
        sector=sectors["dn-ngoai-nn"],
    )  # fmt: skip
    officer, chair = _person(province, Role.OFFICER), _person(unit, Role.CHAIR)
    bloc = BlocFactory(owner=province, name=f"Khối {CANARY}")
    BlocMember.objects.create(bloc=bloc, body=unit, post=BlocMember.Post.HEAD, from_on=DAY)
    indicator = {**EVERYONE, "statement": f"100% đoàn viên {CANARY} tham gia"}
    campaign = running_campaign(
        province, officer, [unit], name=f"Phong trào {CANARY}", theme=f"Chủ đề {CANARY}", indicators=[indicator],
        agree_when_taken=False,
    )  # fmt: skip
    _told(campaign, officer, chair)
    units = f"Tên CĐCS;Mã;Điện thoại\nCĐCS Trường {CANARY};{CODE};0999 888 777\nCĐCS {CANARY} 2;;sai\n"
    previewed(province, officer, name=f"{CODE}.csv", text=units)
    _invited(province, officer)
    return UnionBody.objects.get(pk=province.pk)


def _person(body, role):
    user = UserFactory(username=f"{role}.{CODE}", full_name=f"Nguyễn {CANARY}", phone="0999 888 777")
    return Access(MandateFactory(user=user, body=body, role=role, post=f"Chức vụ {CANARY}").user, DAY)


def _invited(province, officer):
    """A post that waits for its second person, and lists of people: read, and ready for its slips."""
    clerk = UserFactory(username=f"clerk.{CODE}", full_name=f"Nguyễn {CANARY}", phone="0999 888 666")
    columns = {"post": f"Chức vụ {CANARY}", "granter": officer.user, "awaits_second": True}
    waiting = MandateFactory(user=clerk, body=province, role=Role.CLERK, **columns)
    for taken_at in (None, NOW):
        InviteList.objects.create(
            under=province, file_name=f"{CODE}.xlsx", listed=Listed().as_json(), mandates=[waiting.pk],
            made_by=officer.user, made_at=NOW, taken_at=taken_at,
        )  # fmt: skip


def _told(campaign, officer, chair):
    member, phase = campaign.participants.get(), campaign.phases.get(number=1)
    registration = take_assigned(registration_of(member), by=chair, at=NOW)
    set_works(registration, [{"name": f"Công trình {CANARY}", "due_on": None}], by=chair, at=NOW)
    submit(registration, by=chair, at=NOW, received_at=NOW)
    approve(Registration.objects.get(pk=registration.pk), by=officer, at=NOW)
    answers = {pk: {"num": SCALE, "text": f"Kết quả {CANARY}"} for pk in results_of(member, phase)}
    save_results(member, phase, answers, by=chair, at=NOW)
    photo = SimpleUploadedFile(f"anh-{CODE}.jpg", phone_photo(), "image/jpeg")
    files.attach(member, phase, list(results_of(member, phase).values()), photo, by=chair, at=NOW)
    declare(member, phase, by=chair, at=NOW, received_at=NOW)
    report = request_summary(campaign, phase, by=officer, at=NOW)
    building.build(report.pk, at=NOW)


def words_of(response):
    """Everything a reader could find in an answer, also inside the parts of an Excel or Word file."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:4] != b"PK\x03\x04":
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return "\n".join(opened.read(name).decode("utf-8", "replace") for name in opened.namelist())


def found_in(response):
    words = words_of(response) + str(response.headers)
    return [sign for sign in SIGNS if sign in words]


def test_the_canary_sings_at_home(foreign, world):
    """The check would see it: the foreign officer's own pages are full of it."""
    home = Client()
    home.force_login(
        foreign.mandates.get(role=Role.OFFICER).user, backend="django.contrib.auth.backends.ModelBackend"
    )
    for name in (
        "desk",
        "campaign_list",
        "body_list",
        "board_list",
        "import_list",
        "person_list",
        "grants_waiting",
    ):
        assert found_in(home.get(reverse(name))), name


def test_no_answer_of_ours_carries_a_foreign_word(foreign, world, measured):
    asked, sung = 0, []
    queries = QUERIES if IS_FULL else QUERIES[1:2]
    for name, method, named in ROWS:
        if method != "GET":
            continue
        path, _ = address(name, named, world.things)
        for persona in PERSONAS_OF_OURS:
            for query in queries if "?" not in path else ("",):
                response = world.clients[persona].get(path + query)
                asked += 1
                if signs := found_in(response):
                    sung.append((persona, path + query, signs))
    assert sung == []
    measured(answers_read=asked, canaries_found=len(sung))


def test_foreign_things_do_not_exist_for_anybody_of_ours(foreign, world):
    """The addresses of the foreign province's things, opened by each of ours: not there, and told without its name."""
    things = _foreign_things(foreign)
    wrong = []
    for name, method, named in ROWS:
        borrowed = {key: things[key] for key in things if f"={key}" in named}
        if not borrowed:
            continue
        path, form = address(name, named, {**world.things, **things})
        for persona in PERSONAS_OF_OURS:
            if name in FILTERED:
                response = world.clients[persona].get(path)  # the door keeps the address that was asked for
                if response.status_code != 302 and (signs := found_in(response)):
                    wrong.append((persona, path, signs))
                continue
            status = answer(world.clients[persona], method, path, form)
            if status not in (302, 401, 404, 409):  # 409: nothing that is there was named
                wrong.append((persona, method, path, status))
    assert wrong == []
    assert mail.outbox == []


def _foreign_things(foreign):
    campaign = Campaign.objects.get(organiser=foreign)
    member = campaign.participants.get()
    return {
        "sent": campaign.uid,
        "sent_unit": member.uid,
        "fresh_unit": member.uid,
        "registration": Registration.objects.get(participant=member).uid,
        "pledge": Pledge.objects.get(participant=member).uid,
        "evidence": Evidence.objects.get(participant=member).uid,
        "body": member.body.code,
        "seen": BodyImport.objects.get(under=foreign).uid,
        "mandate": str(member.body.mandates.get().uid),
        "person": member.body.mandates.get().user.uid,
        "waiting": foreign.mandates.get(awaits_second=True).uid,
        "invite_list": InviteList.objects.get(under=foreign, taken_at=None).uid,
        "slips": InviteList.objects.get(under=foreign, taken_at=NOW).uid,
    }
