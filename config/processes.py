"""How are the web server, the worker and beat started together, watched, and stopped together?"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

STOP_SECONDS = 8
SHORT_LIFE_SECONDS = 5
PR_SET_PDEATHSIG = 1


@dataclass
class Process:
    """One child with its own log; started again when it dies, unless it dies as soon as it starts."""

    name: str
    command: list
    log: Path
    env: dict = field(default_factory=dict)
    child: subprocess.Popen | None = None
    started: float = 0.0

    def start(self):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "a") as out:
            self.child = subprocess.Popen(  # noqa: S603  (our own command line)
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.env},
                start_new_session=True,  # Ctrl-C reaches only us, so that the order of stopping is ours
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )
        self.started = time.monotonic()

    @property
    def is_alive(self):
        return self.child is not None and self.child.poll() is None

    @property
    def died_at_once(self):
        return not self.is_alive and time.monotonic() - self.started < SHORT_LIFE_SECONDS

    def last_words(self, lines=15):
        return (
            "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""
        )

    def signal(self, number):
        try:
            os.kill(self.child.pid, number)
        except ProcessLookupError:
            pass

    def kill_group(self):
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self.child.wait()


def stop(processes):
    """Ask politely, wait a little, then end whole groups; a job cut short is taken up again from its row."""
    started = [each for each in processes if each.child is not None]
    for each in started:
        each.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while any(each.is_alive for each in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    for each in started:
        each.kill_group()


def _die_with_parent():
    """Ask Linux to end this child when its starter is killed outright, so that no port stays taken."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
