"""How does one command run the whole product: database, demo data, web server, worker and beat?"""

import fcntl
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import OperationalError, connection, connections
from kombu.exceptions import OperationalError as BrokerError

from config.celery import app
from config.demo_clock import offset_for
from config.processes import Process, stop
from unions import changing, clock

READY_SECONDS = 60
WORKER_STATEMENT_TIMEOUT_MS = "120000"  # a large summary may take longer than any page (RELIABILITY T23)


class Stopped(Exception):
    """Ctrl-C or SIGTERM: the way this command normally ends."""


class Command(BaseCommand):
    help = "Chạy cả hệ thống trên máy này: cơ sở dữ liệu, số liệu mẫu, trang web, tiến trình nền."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--no-demo", action="store_true", help="không dựng số liệu mẫu, không đổi ngày")

    def handle(self, *, host, port, no_demo, **options):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _raise_stopped)
        processes = []
        try:
            with _only_one():
                _require_free(host, port)
                self._prepare(is_demo=not (no_demo or settings.SECURE))
                processes += _processes(host, port)
                self._start(processes, port)
                self._watch(processes)
        except Stopped:
            self.stdout.write("\nĐang dừng…")
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            stop(processes)
        self.stdout.write("Đã dừng.")

    def _prepare(self, is_demo):
        if is_demo and "CLOCK_OFFSET" not in os.environ:
            settings.CLOCK_OFFSET = offset_for(
                os.environ.get("DEMO_DAY", ""), settings.VAR_DIR / "demo_offset"
            )
        os.environ["CLOCK_OFFSET"] = str(settings.CLOCK_OFFSET)
        self._say("Chuẩn bị tệp tĩnh")
        call_command("collectstatic", interactive=False, verbosity=0)
        _require_servers()
        self._say("Chuẩn bị cơ sở dữ liệu")
        call_command("migrate", interactive=False, verbosity=0)
        if is_demo and "seed_demo" in get_commands():
            self._say("Dựng số liệu mẫu")
            call_command("seed_demo", verbosity=0)
        # Decisions whose day came while nothing ran here take effect before the first page is shown.
        changing.take_due(at=clock.now(), on=clock.today())
        self.accounts = is_demo and "seed_demo" in get_commands()

    def _start(self, processes, port):
        self._say("Khởi động trang web, tiến trình nền và bộ hẹn giờ")
        began = time.time()
        for each in processes:
            each.start()
        web, worker, beat = processes
        address = f"http://localhost:{port}"
        self._wait(web, lambda: _web_answers(port))
        self._wait(worker, _worker_answers)
        self._wait(beat, lambda: _beat_keeps_time(began))
        self.stdout.write(f"\nMở trình duyệt: {address}\n")
        if self.accounts:
            call_command("seed_demo", accounts=True, stdout=self.stdout)
        self.stdout.write("Nhấn Ctrl-C để dừng.")
        self.stdout.flush()
        connections.close_all()

    def _wait(self, process, is_ready):
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready():
            if not process.is_alive or time.monotonic() > deadline:
                raise CommandError(
                    f"{process.name} không chạy được, xem {process.log}:\n{process.last_words()}"
                )
            time.sleep(0.1)

    def _watch(self, processes):
        while True:
            time.sleep(0.5)
            for each in processes:
                if each.is_alive:
                    continue
                if each.died_at_once:
                    raise CommandError(f"{each.name} dừng liên tục, xem {each.log}:\n{each.last_words()}")
                self._say(f"{each.name} vừa dừng, khởi động lại")
                each.start()

    def _say(self, sentence):
        self.stdout.write(f"• {sentence}…")
        self.stdout.flush()


def _processes(host, port):
    python, logs = sys.executable, settings.VAR_DIR / "log"
    web = [python, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{host}:{port}"]
    web += ["--worker-class", "config.web_worker.Worker"]
    web += ["--workers", os.environ.get("WEB_CONCURRENCY") or "2", "--threads", "4", "--timeout", "60"]
    celery = [python, "-m", "celery", "--app", "config"]
    worker = [*celery, "worker", "--concurrency", "2", "--hostname", "worker@%h", "--loglevel", "INFO"]
    worker += ["--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", "--pidfile", "", "--loglevel", "INFO"]
    slow = {"STATEMENT_TIMEOUT_MS": WORKER_STATEMENT_TIMEOUT_MS}
    return [
        Process("Trang web", web, logs / "web.log"),
        Process("Tiến trình nền", worker, logs / "worker.log", slow),
        Process("Bộ hẹn giờ", beat, logs / "beat.log"),
    ]


@contextmanager
def _only_one():
    """Two starts over one folder would share a broker folder and a demo clock: the second is told so."""
    with open(settings.VAR_DIR / "run.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                f"Hệ thống đang chạy trên {settings.VAR_DIR} rồi: dừng lần chạy kia trước."
            ) from None
        if not settings.REDIS_URL:
            # Bindings of earlier workers and of their answers; every worker writes its own again.
            shutil.rmtree(settings.BROKER_DIR / "control", ignore_errors=True)
            (settings.BROKER_DIR / "control").mkdir(mode=0o700)
        yield


def _require_free(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise CommandError(
                f"Cổng {port} đang có chương trình khác dùng: chạy lại với cổng khác, ví dụ PORT={port + 1} make run."
            ) from None


def _require_servers():
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CommandError(f"Không nối được cơ sở dữ liệu, kiểm tra DATABASE_URL: {error}".strip()) from None
    if settings.REDIS_URL:
        try:
            with app.connection_for_write() as broker:
                broker.ensure_connection(max_retries=1, timeout=3)
        except (BrokerError, OSError) as error:
            raise CommandError(f"Không nối được Redis, kiểm tra REDIS_URL: {error}") from None


def _web_answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=5) as answer:
            return answer.status == 200
    except urllib.error.HTTPError as error:
        raise CommandError(f"Trang đăng nhập trả lời lỗi {error.code}, xem var/log/web.log.") from None
    except OSError:
        return False


def _worker_answers():
    return bool(app.control.broadcast("ping", reply=True, limit=1, timeout=1))


def _beat_keeps_time(began):
    """Beat writes its schedule as soon as it has read it; a file of an earlier run is older than this start."""
    files = settings.VAR_DIR.glob("beat-schedule*")
    return any(each.stat().st_mtime >= began - 1 for each in files)


def _raise_stopped(number, frame):
    raise Stopped
