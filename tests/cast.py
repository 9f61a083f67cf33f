"""The same small cast everywhere: a province, an upper union, grassroots unions, a stranger (DESIGN §13)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories import BodyFactory, BodyKindFactory, MandateFactory, SectorFactory
from unions import clock
from unions.access import Access, SystemAccess
from unions.roles import Role

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2021, 3, 10)
NOW = datetime(2021, 3, 10, 9, 0, tzinfo=HANOI)


@pytest.fixture
def kinds(db):
    """{code: BodyKind} of the three levels of 2021, each under the one above."""
    rows = {
        "tinh": BodyKindFactory(code="tinh", name="Liên đoàn Lao động tỉnh", short_name="LĐLĐ tỉnh", rank=2),
        "huyen": BodyKindFactory(
            code="huyen", name="Liên đoàn Lao động huyện", short_name="LĐLĐ huyện", rank=3
        ),
        "cdcs": BodyKindFactory(code="cdcs"),
    }
    rows["huyen"].allowed_parents.set([rows["tinh"]])
    rows["cdcs"].allowed_parents.set([rows["tinh"], rows["huyen"]])
    return rows


@pytest.fixture
def sectors(db):
    return {
        "hcsn": SectorFactory(code="hcsn", name="Hành chính, sự nghiệp", position=1),
        "dn-ngoai-nn": SectorFactory(code="dn-ngoai-nn", name="Doanh nghiệp ngoài Nhà nước", position=2),
    }


@pytest.fixture
def province(kinds):
    return BodyFactory(
        code="tinh-an-giang",
        name="Liên đoàn Lao động tỉnh An Giang",
        short_name="LĐLĐ tỉnh An Giang",
        kind=kinds["tinh"],
    )


@pytest.fixture
def upper_union(province, kinds):
    return BodyFactory(
        code="huyen-tinh-bien",
        name="Liên đoàn Lao động huyện Tịnh Biên",
        short_name="LĐLĐ huyện Tịnh Biên",
        kind=kinds["huyen"],
        parent=province,
        phone="0296 3000 111",
        place="Tịnh Biên",
    )


@pytest.fixture
def grassroots(upper_union, kinds, sectors):
    return BodyFactory(
        code="may-nha-bang",
        name="CĐCS Công ty TNHH May Nhà Bàng",
        kind=kinds["cdcs"],
        parent=upper_union,
        sector=sectors["dn-ngoai-nn"],
    )


@pytest.fixture
def commune(upper_union, kinds, sectors):
    return BodyFactory(
        code="xa-an-thanh",
        name="CĐCS xã An Thạnh",
        kind=kinds["cdcs"],
        parent=upper_union,
        sector=sectors["hcsn"],
    )


@pytest.fixture
def stranger(province, kinds):
    """An upper union beside ours: nothing of ours exists for it, nothing of its for us."""
    return BodyFactory(
        code="huyen-khac",
        name="Liên đoàn Lao động huyện Châu Phú",
        short_name="LĐLĐ huyện Châu Phú",
        kind=kinds["huyen"],
        parent=province,
    )


@pytest.fixture
def system():
    return SystemAccess(DAY)


@pytest.fixture
def access_of_role(db):
    """access_of_role(body, role): the access of a new person with that one mandate."""

    def make(body, role):
        mandate = MandateFactory(body=body, role=role)
        return Access(mandate.user, DAY)

    return make


@pytest.fixture
def chair_of(access_of_role):
    return lambda body: access_of_role(body, Role.CHAIR)


@pytest.fixture
def officer_of(access_of_role):
    return lambda body: access_of_role(body, Role.OFFICER)


@pytest.fixture
def leader_of(access_of_role):
    return lambda body: access_of_role(body, Role.LEADER)


@pytest.fixture
def officer(officer_of, upper_union):
    """Of the upper union."""
    return officer_of(upper_union)


@pytest.fixture
def chair(chair_of, grassroots):
    """Of the grassroots union."""
    return chair_of(grassroots)


def signed_in(client, access):
    """The client with a session as the sign-in page leaves it."""
    client.force_login(access.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["began_at"] = session["seen_at"] = clock.now().timestamp()
    session.save()
    return client


@pytest.fixture
def sign_in(client, settings, time_machine):
    """sign_in(access): the test client acts as that person; the clock stands at NOW."""
    time_machine.move_to(NOW, tick=False)

    def enter(access):
        return signed_in(client, access)

    return enter
