"""Do leaders see, ask for and take away what they may, in few queries, with and without htmx?"""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from reports import building
from reports.models import SummaryReport
from reports.requesting import request_summary
from tests.cast import NOW
from unions.jobs import JobState, claim, fail, report_progress
from unions.models import LedgerEntry
from unions.recording import record


@pytest.fixture
def desk(sign_in, leader):
    return sign_in(leader)


@pytest.fixture
def ready(queued):
    report = building.build(queued.pk, at=NOW)
    report.refresh_from_db()
    return report


def overview_of(campaign, number=1):
    return reverse("overview", args=[campaign.uid, number])


def text(response):
    return response.content.decode()


class TestList:
    def test_phases_one_may_sum_up(self, desk, campaign):
        page = text(desk.get(reverse("overview_list")))
        assert overview_of(campaign, 1) in page
        assert overview_of(campaign, 2) in page

    def test_nothing_to_sum_up_is_said(self, sign_in, leader_of, stranger, campaign):
        page = text(sign_in(leader_of(stranger)).get(reverse("overview_list")))
        assert "Chưa có phong trào nào đã phát động" in page

    @pytest.mark.parametrize("more", [0, 2])
    def test_queries_do_not_grow(self, desk, campaign, more, django_assert_max_num_queries):
        for number in range(more):
            twin = type(campaign).objects.get(pk=campaign.pk)
            twin.pk, twin.uid, twin.code = None, __import__("uuid").uuid4(), f"khac-{number}"
            twin.save()
        with django_assert_max_num_queries(12):
            desk.get(reverse("overview_list"))


class TestOverview:
    def test_figures_of_this_moment(self, desk, campaign):
        page = text(desk.get(overview_of(campaign)))
        assert "31/34 đơn vị" in page
        assert "82,35% (14/17)" in page
        assert "Lập bảng tổng hợp" in page
        assert "Tải Excel tổng hợp" not in page
        assert "CĐCS xã Hòa Thuận" in page

    def test_a_ready_file_is_one_tap_away(self, desk, campaign, ready):
        page = text(desk.get(overview_of(campaign)))
        assert reverse("summary_file", args=[ready.uid]) in page
        assert "Tải Excel tổng hợp" in page

    def test_newer_data_ask_for_a_new_file(self, desk, campaign, ready, system):
        record("thu", "Có thay đổi.", by=system, at=NOW, subject=campaign, topic=campaign.topic)
        page = text(desk.get(overview_of(campaign)))
        assert "Lập bảng tổng hợp" in page
        assert "Bản chốt số 1" in page

    def test_a_draft_has_nothing_to_show(self, desk, campaign):
        type(campaign).objects.filter(pk=campaign.pk).update(state="draft")
        response = desk.get(overview_of(campaign))
        assert response.status_code == 409
        assert "chưa phát động" in text(response)

    def test_strangers_find_nothing(self, sign_in, leader_of, stranger, campaign):
        assert sign_in(leader_of(stranger)).get(overview_of(campaign)).status_code == 404

    def test_a_chair_of_the_organiser_is_told_who_may(self, sign_in, chair_of, upper_union, campaign):
        response = sign_in(chair_of(upper_union)).get(overview_of(campaign))
        assert response.status_code == 403
        assert "lãnh đạo hoặc chuyên viên" in text(response)

    def test_a_phase_that_is_not_there(self, desk, campaign):
        assert desk.get(overview_of(campaign, 9)).status_code == 404

    def test_reading_the_figures_takes_a_fixed_number_of_queries(
        self, desk, campaign, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(27):  # of them 16 read the figures, whatever the number of units
            desk.get(overview_of(campaign))

    def test_a_page_with_a_ready_file_reads_no_figures_again(
        self, desk, campaign, ready, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(12):
            page = text(desk.get(overview_of(campaign)))
        assert "82,35% (14/17)" in page

    def test_only_reading(self, desk, campaign):
        assert desk.post(overview_of(campaign)).status_code == 405


class TestRequest:
    def test_one_button_queues_and_shows_progress(self, desk, campaign, leader):
        response = desk.post(reverse("summary_request", args=[campaign.uid, 1]))
        report = SummaryReport.objects.get()
        assert response.url == reverse("summary_detail", args=[report.uid])
        assert (report.state, report.structure, report.requested_by) == (JobState.QUEUED, "then", leader.user)
        assert LedgerEntry.objects.filter(act="requesting.request_summary").exists()

    def test_structure_of_today(self, desk, campaign):
        desk.post(reverse("summary_request", args=[campaign.uid, 1]), {"structure": "now"})
        assert SummaryReport.objects.get().structure == "now"

    def test_an_unknown_structure_is_the_usual_one(self, desk, campaign):
        desk.post(reverse("summary_request", args=[campaign.uid, 1]), {"structure": "mai"})
        assert SummaryReport.objects.get().structure == "then"

    def test_strangers_and_chairs(self, sign_in, leader_of, chair_of, stranger, upper_union, campaign):
        address = reverse("summary_request", args=[campaign.uid, 1])
        assert sign_in(leader_of(stranger)).post(address).status_code == 404
        assert sign_in(chair_of(upper_union)).post(address).status_code == 403
        assert not SummaryReport.objects.exists()

    def test_a_draft_is_refused_in_a_sentence(self, desk, campaign):
        type(campaign).objects.filter(pk=campaign.pk).update(state="draft")
        response = desk.post(reverse("summary_request", args=[campaign.uid, 1]))
        assert response.status_code == 409
        assert "chưa phát động" in text(response)


class TestProgress:
    def detail(self, desk, report):
        return text(desk.get(reverse("summary_detail", args=[report.uid])))

    def partial(self, desk, report):
        return desk.get(reverse("summary_progress", args=[report.uid]), HTTP_HX_REQUEST="true")

    def test_waiting_in_the_queue(self, desk, queued, campaign, leader):
        other = request_summary(campaign, None, by=leader, at=queued.queued_at)
        page = self.detail(desk, other)
        assert "Còn 1 bản khác lập trước bản này." in page
        assert '<meta http-equiv="refresh" content="5">' in page
        assert 'hx-trigger="every 2s"' in page
        assert "Bản này sắp được lập." in self.detail(desk, queued)

    def test_a_worker_that_is_away_is_said(self, desk, queued):
        SummaryReport.objects.filter(pk=queued.pk).update(queued_at=NOW.replace(year=2020))
        assert "sẽ tự lập khi máy trở lại" in self.detail(desk, queued)

    def test_counts_of_units_read(self, desk, queued):
        claim(queued, at=NOW)
        report_progress(queued, done=140, total=214, note="đã đọc 140/214 đơn vị", at=NOW)
        response = self.partial(desk, queued)
        assert "đã đọc 140/214 đơn vị" in text(response)
        assert "65%" in text(response)
        assert "HX-Refresh" not in response.headers
        assert "<html" not in text(response)

    def test_before_the_first_count(self, desk, queued):
        claim(queued, at=NOW)
        assert "đang bắt đầu" in self.detail(desk, queued)

    def test_a_finished_build_loads_the_page_and_stops_asking(self, desk, ready):
        response = self.partial(desk, ready)
        assert response.headers["HX-Refresh"] == "true"
        page = self.detail(desk, ready)
        assert "hx-trigger" not in page
        assert "http-equiv" not in page
        assert "82,35% (14/17)" in page
        assert "Bản chốt số" in page

    def test_the_page_shows_the_frozen_figures(self, desk, ready, campaign):
        campaign.participants.all()[0].results.update(num=0)
        assert "88,24% (30/34)" in self.detail(desk, ready)

    def test_a_failure_says_what_to_do(self, desk, queued):
        claim(queued, at=NOW)
        fail(queued, at=NOW, sentence=building.DISK_FULL)
        page = self.detail(desk, queued)
        assert building.DISK_FULL in page
        assert "Lập lại" in page

    def test_strangers_find_nothing_and_chairs_are_told(
        self, sign_in, leader_of, chair_of, stranger, upper_union, ready
    ):
        names = ("summary_detail", "summary_progress", "summary_file")
        for access, status in ((leader_of(stranger), 404), (chair_of(upper_union), 403)):
            signed_in = sign_in(access)
            assert {signed_in.get(reverse(name, args=[ready.uid])).status_code for name in names} == {status}

    def test_queries(self, desk, ready, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            self.detail(desk, ready)
        with django_assert_max_num_queries(12):
            self.partial(desk, ready)


class TestCancel:
    def test_out_of_the_queue(self, desk, queued):
        response = desk.post(reverse("summary_cancel", args=[queued.uid]))
        assert response.url == reverse("summary_detail", args=[queued.uid])
        queued.refresh_from_db()
        assert queued.state == JobState.CANCELLED
        assert "Bản này đã hủy" in text(desk.get(response.url))

    def test_too_late(self, desk, ready):
        response = desk.post(reverse("summary_cancel", args=[ready.uid]))
        assert response.status_code == 409
        assert "Đã xong" in text(response)

    def test_strangers_and_chairs(self, sign_in, leader_of, chair_of, stranger, upper_union, queued):
        address = reverse("summary_cancel", args=[queued.uid])
        assert sign_in(leader_of(stranger)).post(address).status_code == 404
        assert sign_in(chair_of(upper_union)).post(address).status_code == 403


class TestFile:
    def test_the_file_comes_with_its_name_and_is_kept_by_nobody(self, desk, ready):
        response = desk.get(reverse("summary_file", args=[ready.uid]))
        content = b"".join(response.streaming_content)
        assert openpyxl.load_workbook(BytesIO(content)).sheetnames[0] == "Tổng quan"
        assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        assert "filename*=utf-8''T%E1%BB%95ng%20h%E1%BB%A3p%20Giai" in response["Content-Disposition"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "no-store, private"
        assert LedgerEntry.objects.filter(act="delivering.hand_over").count() == 1

    def test_before_it_is_ready(self, desk, queued):
        assert desk.get(reverse("summary_file", args=[queued.uid])).status_code == 409

    def test_when_it_is_lost(self, desk, ready):
        (building.folder() / ready.stored_as).unlink()
        response = desk.get(reverse("summary_file", args=[ready.uid]))
        assert response.status_code == 409
        assert "Tệp không còn nguyên" in text(response)
