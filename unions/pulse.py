"""How does long work say how far it is, while its own connection stands in one transaction?

What a transaction writes nobody else sees before its end, and a reader's snapshot (REPEATABLE READ, or a deferred read
on SQLite) can neither show nor safely make a write. So progress and lease are written by a second thread over its own
connection. Inside a transaction of the caller there is no second connection that would see the row: progress is then
written in place.
"""

from datetime import timedelta
from threading import Event, Thread
from time import monotonic

from django.db import connection

from unions.jobs import LostClaim, report_progress

BEAT_SECONDS = 12  # well inside the lease, also while nothing else is reported


class Pulse:
    """Beats from `with` on; `row` is a claimed job, `at` the moment at which monotonic() said `started`."""

    def __init__(self, row, *, at, started):
        self.row = row
        self.at, self.started = at, started
        self.latest = {"done": 0, "total": 0, "note": ""}
        self.lost = False
        self.stopped = False
        self.stirred = Event()
        self.thread = None

    def now(self):
        """The moment of the work: what the clock said at its start, plus what has passed since."""
        return self.at + timedelta(seconds=monotonic() - self.started)

    def __enter__(self):
        if not connection.in_atomic_block:
            self.thread = Thread(target=self._beat, name=f"pulse-{self.row.pk}", daemon=True)
            self.thread.start()
        return self

    def __exit__(self, kind, problem, trace):
        self.stop()
        if self.lost and kind is None:
            raise LostClaim

    def stop(self):
        """Beat no more; after this the row may be written by the work itself."""
        self.stopped = True
        self.stirred.set()
        if self.thread:
            self.thread.join()

    def stop_unless_shared(self):
        """Before a transaction that writes: on SQLite a second writer would only wait for its end."""
        if not connection.features.has_select_for_update:
            self.stop()

    def note(self, words):
        self.say(note=words)

    def say(self, **news):
        """Say some of `done`, `total`, `note`; raises LostClaim when the attempt was taken away."""
        self.latest = {**self.latest, **news}
        if self.thread is None:
            report_progress(self.row, at=self.now(), **self.latest)
            return
        self.stirred.set()
        if self.lost:
            raise LostClaim

    def _beat(self):
        try:
            while not self.stopped:
                self.stirred.wait(BEAT_SECONDS)
                self.stirred.clear()
                report_progress(self.row, at=self.now(), **self.latest)
        except LostClaim:
            self.lost = True
        finally:
            connection.close()
