"""How does a build say how many units it has read, and rest where signing goes first?"""

from time import sleep

from django.conf import settings

from unions import pulse


class Pulse(pulse.Pulse):
    def tell(self, done, total):
        """Say that `done` of `total` units were read; raises LostClaim when the attempt was taken away."""
        self.say(done=done, total=total, note=f"đã đọc {done}/{total} đơn vị")
        sleep(
            getattr(settings, "REPORT_PAUSE_SECONDS", 0)
        )  # in the last hour of a deadline, signing goes first
