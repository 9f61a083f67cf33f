"""What does a person read whose form meets a database that is writing something large?"""

import pytest
from django.db import connection

from tests.cast import NOW
from tests.factories import UserFactory
from unions.access import Access
from unions.notices import tell, unseen_of

SOON = "SET lock_timeout = 50" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 50"


@pytest.fixture
def held():
    """Somebody else's connection has written the notices and not yet committed."""
    other = connection.copy()
    other.ensure_connection()
    other.set_autocommit(False)
    yield other
    other.rollback()
    other.close()


@pytest.mark.usefixtures("committed")
def test_the_form_is_shown_back_to_be_sent_again_and_nothing_is_lost(sign_in, held):
    user = UserFactory()
    tell(user, "Chức vụ đã bàn giao", NOW)
    phone = sign_in(Access(user, NOW.date()))
    with connection.cursor() as ours, held.cursor() as theirs:
        ours.execute(SOON)
        theirs.execute("UPDATE unions_notice SET sentence = sentence")
    form = {"thong-bao": [str(each.pk) for each in unseen_of(user)], "tiep": "/"}
    answer = phone.post("/thong-bao/da-doc/", form)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    page = answer.content.decode()
    assert "Hệ thống đang ghi một việc lớn" in page
    assert 'action="/thong-bao/da-doc/"' in page
    assert 'name="tiep" value="/"' in page
    held.rollback()
    assert phone.post("/thong-bao/da-doc/", form).status_code == 302
