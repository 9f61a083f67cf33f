"""Are child processes started with a log, noticed when they die, and stopped with all they started?"""

import sys
import time

import psutil

from config.processes import Process, stop


def make(tmp_path, code, name="Tiến trình"):
    return Process(name, [sys.executable, "-c", code], tmp_path / "log" / "process.log", {"WORD": "xin chào"})


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


def test_process_writes_its_own_log_with_its_own_environment(tmp_path):
    process = make(tmp_path, "import os; print(os.environ['WORD'])")
    process.start()
    wait_for(lambda: not process.is_alive)
    assert process.died_at_once
    assert process.last_words() == "xin chào"


def test_stop_ends_a_process_politely(tmp_path):
    process = make(tmp_path, "import time; print('sẵn sàng', flush=True); time.sleep(60)")
    process.start()
    wait_for(lambda: "sẵn sàng" in process.last_words())
    stop([process])
    assert not process.is_alive


def test_stop_ends_what_a_deaf_process_started(tmp_path, monkeypatch):
    monkeypatch.setattr("config.processes.STOP_SECONDS", 0.2)
    code = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    process = make(tmp_path, code)
    process.start()
    wait_for(lambda: process.last_words())
    grandchild = int(process.last_words())
    stop([process])
    assert not process.is_alive
    wait_for(lambda: not psutil.pid_exists(grandchild) or psutil.Process(grandchild).status() == "zombie")
