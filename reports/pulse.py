"""How does a build say how far it is, while it stands in one snapshot of the data?

The reader's snapshot (REPEATABLE READ, or a deferred read on SQLite) can neither show nor safely make a write, so
progress and lease are written by a second thread over its own connection. Inside a transaction of the caller there is
no second connection that would see the row: progress is then written in place.
"""

from datetime import timedelta
from threading import Event, Thread
from time import monotonic, sleep

from django.conf import settings
from django.db import connection

from unions.jobs import LostClaim, report_progress

BEAT_SECONDS = 12  # well inside the lease, also while the file is being written and nothing else is reported


class Pulse:
    def __init__(self, report, *, at, started):
        self.report = report
        self.at, self.started = at, started
        self.latest = {"done": 0, "total": 0, "note": ""}
        self.lost = False
        self.stopped = False
        self.stirred = Event()
        self.thread = None

    def now(self):
        """The moment of the build: what the clock said at its start, plus what has passed since."""
        return self.at + timedelta(seconds=monotonic() - self.started)

    def __enter__(self):
        if not connection.in_atomic_block:
            self.thread = Thread(target=self._beat, name=f"pulse-{self.report.pk}", daemon=True)
            self.thread.start()
        return self

    def __exit__(self, kind, problem, trace):
        self.stopped = True
        self.stirred.set()
        if self.thread:
            self.thread.join()
        if self.lost and kind is None:
            raise LostClaim

    def tell(self, done, total):
        """Say that `done` of `total` units were read; raises LostClaim when the attempt was taken away."""
        self._say(done=done, total=total, note=f"đã đọc {done}/{total} đơn vị")
        sleep(
            getattr(settings, "REPORT_PAUSE_SECONDS", 0)
        )  # in the last hour of a deadline, signing goes first

    def note(self, words):
        self._say(note=words)

    def _say(self, **news):
        self.latest = {**self.latest, **news}
        if self.thread is None:
            report_progress(self.report, at=self.now(), **self.latest)
            return
        self.stirred.set()
        if self.lost:
            raise LostClaim

    def _beat(self):
        try:
            while not self.stopped:
                self.stirred.wait(BEAT_SECONDS)
                self.stirred.clear()
                report_progress(self.report, at=self.now(), **self.latest)
        except LostClaim:
            self.lost = True
        finally:
            connection.close()
