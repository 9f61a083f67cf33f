"""Does a sentence somebody must read stand above the page until it is noted as read, and cost nothing before?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import DAY, NOW
from tests.factories import UserFactory
from unions.access import Access
from unions.models import Notice
from unions.notices import note_seen, tell, tell_many, unseen_of


def test_notices_are_read_newest_first_and_once(db):
    user, other = UserFactory(), UserFactory()
    tell(user, "Một.", NOW)
    tell_many([(user, "Hai."), (other, "Ba.")], NOW + timedelta(hours=1))
    assert [each.sentence for each in unseen_of(user)] == ["Hai.", "Một."]
    shown = [each.pk for each in unseen_of(user)]
    tell(user, "Đến sau.", NOW + timedelta(hours=2))
    assert note_seen(user, NOW, only=[*shown, unseen_of(other)[0].pk]) == 2
    assert [each.sentence for each in unseen_of(user)] == ["Đến sau."]
    assert note_seen(user, NOW) == 1
    assert unseen_of(other).count() == 1


def test_a_sentence_always_fits(db):
    assert tell(UserFactory(), "x" * 600, NOW).sentence == "x" * 499 + "…"


@pytest.mark.parametrize("who", ["chair", "officer"])
def test_it_stands_above_every_page_until_it_is_read(request, sign_in, who):
    access = request.getfixturevalue(who)
    client = sign_in(access)
    with CaptureQueriesContext(connection) as before:
        assert "Đã đọc" not in client.get("/phong-trao/").content.decode()
    notice = tell(access.user, "Mật khẩu <của> đồng chí đã được đặt lại.", NOW)
    with CaptureQueriesContext(connection) as after:
        page = client.get("/phong-trao/").content.decode()
    assert "Mật khẩu &lt;của&gt; đồng chí đã được đặt lại." in page
    assert 'name="tiep" value="/phong-trao/"' in page
    assert len(after) == len(before) + 1
    answer = client.post("/thong-bao/da-doc/", {"thong-bao": [notice.pk, "x"], "tiep": "/phong-trao/"})
    assert (answer.status_code, answer.url) == (302, "/phong-trao/")
    assert Notice.objects.get().seen_at == NOW
    assert "Đã đọc" not in client.get("/phong-trao/").content.decode()


def test_nothing_to_read_costs_no_query_of_its_own(chair, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert chair.mandates
        assert chair.notices == []
    told = Access(chair.user, DAY)
    tell(chair.user, "Một.", NOW)
    with django_assert_num_queries(2):
        assert [each.sentence for each in told.notices] == ["Một."]


def test_a_heap_of_notices_comes_in_portions(chair):
    tell_many([(chair.user, f"Câu {number}.") for number in range(7)], NOW)
    first = Access(chair.user, DAY).notices
    note_seen(chair.user, NOW, only=[each.pk for each in first])
    assert (len(first), len(Access(chair.user, DAY).notices)) == (5, 2)


def test_who_holds_no_post_any_more_reads_it_too(db, sign_in):
    access = Access(UserFactory(), DAY)
    tell(access.user, "Chức vụ đã bàn giao.", NOW)
    assert "Chức vụ đã bàn giao." in sign_in(access).get("/").content.decode()


def test_nobody_reads_another_persons_notices(sign_in, chair, officer):
    notice = tell(officer.user, "Một.", NOW)
    typed = {"thong-bao": [notice.pk], "tiep": "https://xau.example/"}
    assert sign_in(chair).post("/thong-bao/da-doc/", typed).url == "/"
    assert unseen_of(officer.user).exists()
