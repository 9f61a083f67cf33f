"""How does a script make the summary of one phase, without a worker?"""

import os
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from emulation.models import Campaign
from reports import building
from reports.delivering import hand_over
from reports.requesting import request_summary
from unions import clock
from unions.access import SystemAccess
from unions.errors import Refusal
from unions.jobs import JobState


class Command(BaseCommand):
    help = (
        "Lập bảng tổng hợp Excel của một giai đoạn: build_summary MÃ-PHONG-TRÀO SỐ-GIAI-ĐOẠN --out TỆP.xlsx"
    )

    def add_arguments(self, parser):
        parser.add_argument("campaign", help="mã phong trào, ví dụ tinh-bien-2021")
        parser.add_argument("phase", type=int, help="số thứ tự giai đoạn")
        parser.add_argument("--out", required=True, type=Path, help="tệp Excel sẽ ghi")

    def handle(self, *args, campaign, phase, out, **options):
        out = Path(out)
        if not out.parent.is_dir():
            raise CommandError(f"Không có thư mục {out.parent}.")
        found, part = _find(campaign, phase)
        at = clock.now()
        by = SystemAccess(at.date())
        try:
            report = request_summary(found, part, by=by, at=at)
            if report.state == JobState.QUEUED:
                report = building.build(report.pk, at=at)
            report.refresh_from_db()
            if report.state != JobState.READY:
                raise CommandError(
                    report.failure or "Bản tổng hợp này đang được máy khác lập. Chạy lại sau ít phút."
                )
            content = hand_over(report, by=by, at=at).getvalue()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        _put(content, out)
        self.stdout.write(f"{out}: {report.file_name}, {len(content)} byte, SHA-256 {report.sha256}")


def _find(code, number):
    campaign = Campaign.objects.select_related("organiser").filter(code=code).first()
    if campaign is None:
        known = ", ".join(Campaign.objects.launched().order_by("code").values_list("code", flat=True))
        raise CommandError(f"Không có phong trào mã {code}. Đang có: {known or 'chưa phong trào nào'}.")
    phase = campaign.phases.filter(number=number).first()
    if phase is None:
        numbers = ", ".join(map(str, campaign.phases.values_list("number", flat=True)))
        raise CommandError(
            f"Phong trào {code} không có giai đoạn {number}. Đang có: {numbers or 'chưa giai đoạn nào'}."
        )
    return campaign, phase


def _put(content, out):
    """All of the file or none of it, also when the disk is full (RELIABILITY K9)."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(content)
        os.replace(name, out)
    except OSError as problem:
        Path(name).unlink(missing_ok=True)
        raise CommandError(f"Không ghi được {out}: {problem.strerror}.") from problem
