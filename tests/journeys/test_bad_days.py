"""Does the work survive a killed worker, a broker that is down, and an expired sign-in?"""

import json
import shutil
import subprocess
import time

import psutil
import pytest

from config.demo.people import PASSWORD
from tests.journeys.conftest import demo_offset
from tests.journeys.door import sign_in
from tests.journeys.stack import Stack, free_port

LEADER, CHAIR = "lanhdao.tinhbien", "chutich.maynhabang"


@pytest.fixture(scope="module")
def stack(tmp_path_factory, database):
    """The demo, with builds slow enough to be interrupted, and a broker of its own where Redis is in use."""
    folder = tmp_path_factory.mktemp("bad-days")
    broker = Broker(folder) if database.redis_url else None
    if broker:
        broker.start()
    running = Stack(folder, database.fresh(), broker.url if broker else "", demo_offset())
    running.broker = broker
    try:
        running.start()
        running.manage("seed_demo", "--verbosity", "0")
        yield running
    finally:
        running.stop()
        if broker:
            broker.stop()


class Broker:
    """A Redis that may be stopped without harm to anybody else."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(
            [shutil.which(command[0]), *command[1:], "--dir", str(self.folder)], stdout=subprocess.DEVNULL
        )

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


def report_of(page, stack):
    """{state, attempt, progress_done, files} of the summary that stands on the page."""
    uid = page.url.rstrip("/").rpartition("/")[2]
    code = (
        "import json; from reports.models import SummaryReport; from reports.building import folder;"
        f"row = SummaryReport.objects.get(uid='{uid}');"
        f"files = sorted(each.name for each in folder().glob('{uid}*'));"
        "print(json.dumps([row.state, row.attempt, row.progress_done, files]))"
    )
    said = stack.manage("shell", "--verbosity", "0", "-c", code)
    return dict(
        zip(("state", "attempt", "done", "files"), json.loads(said.strip().splitlines()[-1]), strict=True)
    )


def ask_for_summary(page, phase):
    page.get_by_role("link", name="Tổng quan", exact=True).click()
    panel = page.locator("section.panel", has_text="Phong trào thi đua năm 2021").first
    panel.get_by_role("link", name=phase).click()
    page.get_by_role("button", name="Lập bảng tổng hợp").click()


def wait_for(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.5)


def worker_of(stack):
    """The worker that run_all started, with its children."""
    family = psutil.Process(stack.process.pid).children(recursive=True)
    return [each for each in family if "worker" in each.cmdline()]


@pytest.mark.smoke
def test_a_worker_killed_in_the_middle_builds_again_once(stack, page_1280):
    sign_in(page_1280, LEADER, PASSWORD)
    ask_for_summary(page_1280, "Giai đoạn 2")
    wait_for(lambda: report_of(page_1280, stack)["done"] > 0, 60)
    before = report_of(page_1280, stack)["attempt"]  # the demo's own queued summary may have been joined
    for each in worker_of(stack):
        each.kill()
    killed_at = time.monotonic()
    wait_for(lambda: report_of(page_1280, stack)["attempt"] == before + 1, 120)
    restarted_after = time.monotonic() - killed_at
    wait_for(lambda: report_of(page_1280, stack)["state"] == "ready", 120)
    outcome = report_of(page_1280, stack)
    assert (outcome["attempt"], len(outcome["files"])) == (before + 1, 1)
    assert restarted_after <= 90
    # The page asks by itself how far the work is: no reload, which could cross its own.
    page_1280.get_by_role("link", name="Tải Excel tổng hợp").first.wait_for()
    assert "Nhật ký nguyên vẹn" in stack.manage("verify_ledger")


def test_without_a_broker_people_sign_and_read_and_the_summary_waits(stack, page_1280, page_360):
    sign_in(page_1280, LEADER, PASSWORD)
    sign_in(page_360, CHAIR, PASSWORD)
    stack.broker.stop()
    page_360.get_by_role("link", name="Ký giao ước").first.click()
    page_360.get_by_label("Lý do ký muộn").fill("Chủ tịch đi công tác")
    page_360.get_by_label("Tôi đã đọc toàn bộ nội dung trên").check()
    page_360.get_by_role("button", name="Ký giao ước").click()
    page_360.get_by_role("heading", name="Đã ký giao ước").wait_for()
    ask_for_summary(page_1280, "Giai đoạn 1")
    page_1280.get_by_text("Đang xếp hàng").first.wait_for()
    stack.broker.start()
    wait_for(lambda: report_of(page_1280, stack)["state"] == "ready", 120)
    assert len(report_of(page_1280, stack)["files"]) == 1


@pytest.mark.smoke
def test_an_expired_sign_in_keeps_what_was_typed(stack, page_360):
    sign_in(page_360, "chutich.mattrandoanthe", PASSWORD)
    page_360.goto("/")
    page_360.locator("a.task", has_text="Báo cáo kết quả giai đoạn 2").click()
    box = page_360.locator("textarea").first
    box.fill("Đã viết dở trên điện thoại")
    name = box.get_attribute("name")
    page_360.context.clear_cookies(name="sessionid")
    page_360.get_by_role("button", name="Lưu nháp, làm tiếp sau").click()
    page_360.get_by_label("Tài khoản").fill("chutich.mattrandoanthe")
    page_360.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page_360.get_by_role("button", name="Đăng nhập").click()
    page_360.get_by_role("button", name="Gửi lại").click()
    assert page_360.locator(f"textarea[name={name}]").input_value() == "Đã viết dở trên điện thoại"
