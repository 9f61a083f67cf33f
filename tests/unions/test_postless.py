from datetime import date, timedelta

import pytest

from tests.cast import NOW
from tests.factories import BodyFactory, MandateFactory, UserFactory
from unions.access import Access
from unions.models import UnionBody
from unions.postless import sentence_for

pytestmark = pytest.mark.django_db
DAY = date(2021, 5, 3)


@pytest.fixture
def body():
    return BodyFactory(name="CĐCS Công ty May", short_name="")


def post(body, **columns):
    return MandateFactory(body=body, post="Chủ tịch CĐCS", **{"from_on": date(2020, 1, 1), **columns}).user


def test_somebody_whose_union_ended_reads_when_and_whom_to_tell(body):
    user = post(body, until_on=DAY)
    UnionBody.objects.filter(pk=body.pk).update(ended_on=DAY, state=UnionBody.State.ENDED)
    assert sentence_for(user, DAY) == (
        "Đồng chí hiện không giữ chức vụ nào. Chức vụ gần nhất: Chủ tịch CĐCS, CĐCS Công ty May, thôi từ ngày "
        "03/05/2021 khi đơn vị kết thúc hoạt động. Nếu chưa đúng, đồng chí báo công đoàn cấp trên."
    )


def test_a_post_that_begins_later_says_its_day(body):
    user = post(body, from_on=DAY + timedelta(days=5))
    expected = "Đồng chí giữ chức vụ Chủ tịch CĐCS, CĐCS Công ty May từ ngày 08/05/2021."
    assert sentence_for(user, DAY) == expected


def test_a_post_that_waits_for_a_second_person_says_so(body):
    assert "đang chờ người thứ hai xác nhận" in sentence_for(post(body, awaits_second=True), DAY)


def test_a_post_that_was_refused_was_never_held(body):
    user = post(body, awaits_second=True, withdrawn_at=NOW)
    assert sentence_for(user, DAY) == sentence_for(UserFactory(), DAY)


def test_an_account_that_never_held_a_post_is_told_whom_to_ask():
    expected = "Đồng chí hiện không giữ chức vụ nào. Nếu chưa đúng, đồng chí báo công đoàn cấp trên."
    assert sentence_for(UserFactory(), DAY) == expected


def test_the_first_page_shows_the_sentence(body, sign_in):
    user = post(body, until_on=date(2021, 2, 1))
    page = sign_in(Access(user, DAY)).get("/").content.decode()
    assert "Chức vụ gần nhất: Chủ tịch CĐCS" in page
