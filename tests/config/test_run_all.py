"""Does one command start the whole product, say plainly why it cannot, and stop all it started?"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
from django.core.management import CommandError
from kombu import Connection

from config.management.commands import run_all

PROJECT = Path(__file__).resolve().parents[2]


def start(folder, port, **changes):
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    env = {**kept, "ENV_FILE": os.devnull, "VAR_DIR": str(folder), "PORT": str(port), **changes}
    env["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "manage.py", "run_all", "--no-demo"]
    with (folder / "run.log").open("w") as log:
        return subprocess.Popen(
            command, cwd=PROJECT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_line(folder, process, words, seconds=60):
    deadline = time.monotonic() + seconds
    while words not in (folder / "run.log").read_text():
        assert process.poll() is None, (folder / "run.log").read_text()
        assert time.monotonic() < deadline, (folder / "run.log").read_text()
        time.sleep(0.1)


def test_run_all_starts_everything_restarts_what_dies_and_stops_it_all(tmp_path):
    port = free_port()
    process = start(tmp_path, port)
    try:
        wait_for_line(tmp_path, process, f"Mở trình duyệt: http://localhost:{port}")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=10) as answer:
            assert answer.status == 200
        children = psutil.Process(process.pid).children(recursive=True)
        names = [" ".join(each.cmdline()) for each in children]
        for wanted in ("gunicorn", "worker", "beat"):
            assert any(wanted in name for name in names), names
        time.sleep(run_all_short_life())
        psutil.Process(process.pid).children()[0].kill()
        wait_for_line(tmp_path, process, "Trang web vừa dừng, khởi động lại")
        second = start(tmp_path, free_port())
        assert second.wait(timeout=30) != 0
        children += psutil.Process(process.pid).children(recursive=True)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert process.returncode == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def run_all_short_life():
    from config.processes import SHORT_LIFE_SECONDS

    return SHORT_LIFE_SECONDS + 0.5


def test_a_second_start_over_the_same_folder_is_told_so(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with run_all._only_one(), pytest.raises(CommandError, match="đang chạy"), run_all._only_one():
        pytest.fail("two starts at once")


def test_a_port_in_use_is_named_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Cổng {port} .* PORT={port + 1} make run"):
            run_all._require_free("127.0.0.1", port)


def test_a_broker_that_does_not_answer_is_named(settings, monkeypatch, db):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    monkeypatch.setattr(run_all.app, "connection_for_write", lambda: Connection(settings.REDIS_URL))
    with pytest.raises(CommandError, match="REDIS_URL"):
        run_all._require_servers()
