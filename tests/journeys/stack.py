"""How does a journey get a whole running product of its own: fresh database, web server, worker, beat?"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg

PROJECT = Path(__file__).resolve().parents[2]
READY_SECONDS = 120


class Stack:
    """`base_url`, `env`, and `manage(...)` for commands in the same environment (demo clock, same database)."""

    def __init__(self, folder, database_url="", redis_url="", offset=0):
        self.folder = folder
        self.port = free_port()
        self.base_url = f"http://localhost:{self.port}"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ENV_FILE": os.devnull,
            "VAR_DIR": str(folder),
            "PORT": str(self.port),
            "CLOCK_OFFSET": str(offset),
            "REPORT_PAUSE_SECONDS": "1.2",  # a build of twelve units would be over before anybody could look
        }
        for name, value in (("DATABASE_URL", database_url), ("REDIS_URL", redis_url)):
            self.env.pop(name, None)
            if value:
                self.env[name] = value
        self.process = None

    def start(self):
        with open(self.folder / "run.log", "w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run_all", "--no-demo"],
                cwd=PROJECT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        deadline = time.monotonic() + READY_SECONDS
        while "Mở trình duyệt" not in self.log("run"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.logs())
            time.sleep(0.1)

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)

    def manage(self, *arguments, stdin=None):
        """Run a command of manage.py and return what it printed; its errors are shown when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.env,
            input=stdin,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def answers(self, path):
        """The status of an address for a visitor who is not signed in."""
        try:
            with urllib.request.urlopen(self.base_url + path, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def log(self, name):
        path = self.folder / "run.log" if name == "run" else self.folder / "log" / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def logs(self):
        return "\n".join(f"--- {name}\n{self.log(name)[-4000:]}" for name in ("run", "web", "worker", "beat"))


def fresh_database(server_url):
    """Make a new PostgreSQL database on the server of `server_url` and return its address; "" stays SQLite."""
    if not server_url:
        return ""
    name = f"journey_{os.getpid()}_{time.time_ns()}"
    with psycopg.connect(server_url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server_url.rsplit('/', 1)[0]}/{name}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
