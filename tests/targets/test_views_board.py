"""Does the board show where every unit stands, find it, answer many at once and write the reminders?"""

from datetime import datetime
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from targets import reviewing
from targets.models import Registration
from tests.cast import HANOI, NOW
from tests.targets.board_cast import *  # noqa: F403
from tests.targets.board_cast import NAMES, chair_access, report, send
from unions.models import LedgerEntry
from unions.roles import Role

AFTER = datetime(2021, 4, 2, 8, 0, tzinfo=HANOI)
MOST = 12


def text(response):
    return response.content.decode()


def address(campaign, **query):
    filters = (
        f"?{urlencode({name.replace('_', '-'): value for name, value in query.items()})}" if query else ""
    )
    return f"/theo-doi/{campaign.uid}/{filters}"


def shown(response):
    return [row.participant.name for row in response.context["rows"]]


def tabs(response):
    return [tab["count"] for tab in response.context["tabs"]]


@pytest.fixture
def campaign(units):
    return units[0].campaign


@pytest.fixture
def look(sign_in, officer, campaign):
    """look(**filters): the board as the officer sees it."""
    client = sign_in(officer)
    return lambda **query: client.get(address(campaign, **query))


# Choosing a campaign --------------------------------------------------------------------------------------------------


def test_launched_campaigns_are_offered(sign_in, officer, campaign):
    page = text(sign_in(officer).get("/theo-doi/"))
    assert campaign.name in page
    assert f"/theo-doi/{campaign.uid}/?giai-doan=2" in page


def test_without_a_campaign_the_list_says_so(sign_in, officer):
    assert "Chưa có phong trào nào được phát động." in text(sign_in(officer).get("/theo-doi/"))


def test_chairs_are_sent_to_their_own_page(sign_in, units, campaign):
    client = sign_in(chair_access(units[0]))
    for path in ("/theo-doi/", address(campaign)):
        response = client.get(path)
        assert response.status_code == 403
        assert "Việc của tôi" in text(response)


def test_a_stranger_finds_no_board(sign_in, officer_of, stranger, campaign):
    client = sign_in(officer_of(stranger))
    assert client.get(address(campaign)).status_code == 404
    assert client.get(f"{address(campaign)}nhac/").status_code == 404
    assert client.post(f"{address(campaign)}duyet-dang-ky/").status_code == 404


# Registrations --------------------------------------------------------------------------------------------------------


def test_units_stand_by_bloc_and_name_with_counts(look, units, officer):
    send(units[0])
    reviewing.approve(send(units[1]), by=officer, at=NOW)
    reviewing.send_back(send(units[2]), by=officer, at=NOW, reason="Thiếu")
    response = look()
    assert shown(response) == list(NAMES)
    assert tabs(response) == [4, 1, 1, 1, 1]
    page = text(response)
    assert [page.index(word) for word in ("Khối 1 – D", "Khối 2 – X", "Không thuộc khối nào")]
    assert "**** *** 678" in page
    assert "0912 345 678" not in page
    assert "bằng số giao" in page
    assert "2/2" in page
    assert "0/2" in page


@pytest.mark.parametrize(
    ("state", "name"),
    [("chua-gui", NAMES[3]), ("cho-duyet", NAMES[0]), ("tra-lai", NAMES[2]), ("da-duyet", NAMES[1])],
)
def test_one_state_is_looked_at(look, units, officer, state, name):
    send(units[0])
    reviewing.approve(send(units[1]), by=officer, at=NOW)
    reviewing.send_back(send(units[2]), by=officer, at=NOW, reason="Thiếu")
    response = look(trang_thai=state)
    assert shown(response) == [name]
    assert tabs(response) == [4, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "bay nui"}, [NAMES[0]]),
        ({"q": "ĐƯỜNG"}, [NAMES[0]]),
        ({"q": "xa hung"}, [NAMES[2]]),
        ({"q": "không đâu"}, []),
        ({"khoi": 2}, [NAMES[1], NAMES[2]]),
        ({"khoi": "khong"}, [NAMES[3]]),
        ({"khoi": 2, "q": "an hao"}, [NAMES[1]]),
        ({"trang_thai": "x", "han": "x", "giai_doan": "x", "trang": "x"}, list(NAMES)),
        ({"khoi": "x"}, []),
    ],
)
def test_units_are_found(look, units, blocs, query, names):
    if query.get("khoi") == 2:
        query = query | {"khoi": str(blocs[1].uid)}
    response = look(**query)
    assert response.status_code == 200
    assert shown(response) == names
    assert ("Không có đơn vị nào khớp" in text(response)) == (not names)


def test_the_late_are_found(look, units, client, officer, time_machine):
    send(units[0])
    send(units[1], at=AFTER)
    assert shown(look(han="qua-han")) == []
    time_machine.move_to(AFTER, tick=False)
    client.force_login(officer.user, backend="django.contrib.auth.backends.ModelBackend")
    response = look(han="muon")
    assert shown(response) == [NAMES[1]]
    assert "Nộp muộn" in text(response)
    response = look(han="qua-han")
    assert shown(response) == [NAMES[2], NAMES[3]]
    assert tabs(response) == [2, 2, 0, 0, 0]
    assert "quá hạn" in text(response)


def test_fewer_and_more_are_said_in_words(look, units):
    send(units[0], value=10)
    send(units[1], value=20)
    page = text(look())
    assert "1 thấp hơn" in page
    assert "1 cao hơn" in page


def test_the_state_of_the_pledge_stands_beside(look, units, officer):
    reviewing.approve(send(units[0]), by=officer, at=NOW)
    page = text(look())
    assert "đang ký" in page
    assert "chưa mở ký" in page


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.CLERK])
def test_only_who_may_approve_is_offered_it(sign_in, access_of_role, upper_union, units, campaign, role):
    send(units[0])
    rows = sign_in(access_of_role(upper_union, role)).get(address(campaign)).context["rows"]
    assert [row.may_answer for row in rows] == [role == Role.LEADER, False, False, False]


def test_pages_of_fifty_keep_the_filters(look, campaign, units, monkeypatch):
    from targets.views import board

    monkeypatch.setattr(board, "PER_PAGE", 3)
    response = look(trang_thai="chua-gui", trang="2")
    assert shown(response) == [NAMES[3]]
    assert 'href="?trang-thai=chua-gui&amp;trang=1"' in text(response)
    assert "Hiện 4–4 trên 4 đơn vị" in text(response)


@pytest.mark.parametrize("kept", [1, 3])
def test_the_board_asks_the_same_number_of_queries(look, units, kept, django_assert_max_num_queries):
    for unit in units[:kept]:
        send(unit)
    units[0].campaign.participants.exclude(pk__in=[unit.pk for unit in units[:kept]]).update(
        left_on=NOW.date(), left_reason="Giải thể"
    )
    with django_assert_max_num_queries(MOST) as captured:
        assert len(shown(look())) == kept
    assert len(captured) == 12


# Results --------------------------------------------------------------------------------------------------------------


def test_results_of_a_phase_have_their_own_board(look, units):
    report(units[0])
    response = look(giai_doan="1")
    assert tabs(response) == [4, 3, 1, 0, 0]
    page = text(response)
    assert "Theo dõi kết quả giai đoạn 1" in page
    assert f"/duyet-ket-qua/{units[0].uid}/1/" in page
    assert "So với giao" not in page
    assert "Chưa đặt hạn." in page
    assert shown(look(giai_doan="1", trang_thai="cho-duyet")) == [NAMES[0]]
    assert shown(look(giai_doan="1", han="muon")) == []
    assert shown(look(giai_doan="1", han="qua-han")) == []


@pytest.mark.parametrize("kept", [1, 3])
def test_the_board_of_results_asks_the_same_number(look, units, kept, django_assert_max_num_queries):
    for unit in units[:kept]:
        report(unit)
    with django_assert_max_num_queries(MOST) as captured:
        look(giai_doan="1", trang_thai="cho-duyet")
    assert len(captured) == 12


# Many at once ---------------------------------------------------------------------------------------------------------


def approve(client, campaign, registrations, **more):
    data = {"unit": [row.participant.uid for row in registrations]}
    data |= {f"edition-{row.participant.uid}": row.edition for row in registrations}
    return client.post(f"{address(campaign)}duyet-dang-ky/?khoi=2", data | more, follow=True)


def states(units):
    found = {row.participant_id: row.state for row in Registration.objects.all()}
    return [found.get(unit.pk, "") for unit in units]


def test_those_equal_to_what_was_assigned_are_approved_together(sign_in, officer, units, campaign):
    sent = [send(units[0]), send(units[1], value=10), send(units[2])]
    response = approve(sign_in(officer), campaign, sent)
    assert states(units) == ["approved", "submitted", "approved", ""]
    assert "Đã duyệt 2 bản đăng ký bằng số giao." in text(response)
    assert f"đồng chí đọc từng bản: {NAMES[1]}." in text(response)
    assert response.redirect_chain == [(f"/theo-doi/{campaign.uid}/?khoi=2", 302)]
    assert LedgerEntry.objects.filter(act="reviewing.approve").count() == 2


def test_what_changed_since_the_page_was_read_is_left(sign_in, officer, units, campaign):
    sent = [send(units[0]), send(units[1])]
    response = approve(
        sign_in(officer), campaign, sent, **{f"edition-{units[0].uid}": "0", f"edition-{units[1].uid}": "x"}
    )
    assert states(units)[:2] == ["submitted", "submitted"]
    assert "Còn 2 bản khác số giao, vừa thay đổi" in text(response)


def test_nothing_chosen_is_said(sign_in, officer, units, campaign):
    client = sign_in(officer)
    for chosen in ([], [uuid4()], ["khong-phai-ma"]):
        response = client.post(f"{address(campaign)}duyet-dang-ky/", {"unit": chosen}, follow=True)
        assert "Chưa chọn đơn vị nào đang chờ duyệt." in text(response)


def test_who_may_not_approve_one_may_not_approve_many(sign_in, access_of_role, upper_union, units, campaign):
    sent = send(units[0])
    response = approve(sign_in(access_of_role(upper_union, Role.AUDITOR)), campaign, [sent])
    assert response.status_code == 403
    assert states(units)[0] == "submitted"


# Reminders ------------------------------------------------------------------------------------------------------------


def test_all_that_have_not_sent_are_reminded_of_what_is_missing(sign_in, officer, units, campaign):
    send(units[0])
    response = sign_in(officer).get(f"{address(campaign)}nhac/")
    reminders = response.context["reminders"]
    assert [each.participant.name for each in reminders] == list(NAMES[1:])
    assert reminders[0].text == (
        "CĐCS xã Ân Hảo, Phong trào thi đua năm 2021: cần gửi bản đăng ký, còn thiếu chỉ tiêu 1, 2. "
        "Hạn: 17 giờ 00, thứ Tư 31/03/2021. Đồng chí làm tại http://testserver/"
    )
    assert "Chủ tịch số 1" in text(response)


def test_the_chosen_are_reminded_and_nothing_changes(sign_in, officer, units, campaign):
    before = LedgerEntry.objects.count()
    data = {"unit": [str(units[3].uid), "khong-phai-ma"]}
    response = sign_in(officer).post(f"{address(campaign)}nhac/", data)
    assert [each.participant for each in response.context["reminders"]] == [units[3]]
    assert LedgerEntry.objects.count() == before
    again = sign_in(officer).get(f"{address(campaign)}nhac/?unit={units[3].uid}")
    assert [each.participant for each in again.context["reminders"]] == [units[3]]


def test_results_are_reminded_of_by_phase(sign_in, officer, units, campaign):
    report(units[0])
    response = sign_in(officer).get(f"{address(campaign)}nhac/?giai-doan=1&q=xa")
    reminders = response.context["reminders"]
    assert [each.participant.name for each in reminders] == [NAMES[1], NAMES[2]]
    assert "cần báo cáo kết quả giai đoạn 1" in reminders[0].text


def test_many_reminders_come_by_pages(sign_in, officer, units, campaign, monkeypatch):
    from targets.views import board

    monkeypatch.setattr(board, "PER_PAGE", 3)
    response = sign_in(officer).get(f"{address(campaign)}nhac/?trang=2")
    assert [each.participant for each in response.context["reminders"]] == [units[3]]
    assert "Lời nhắc gửi 4 đơn vị" in text(response)


def test_when_all_have_sent_nobody_is_reminded(sign_in, officer, units, campaign):
    for unit in units:
        send(unit)
    assert "Không có đơn vị nào cần nhắc." in text(sign_in(officer).get(f"{address(campaign)}nhac/"))
