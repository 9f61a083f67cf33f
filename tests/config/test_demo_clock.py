"""Does the demo begin on its day, and go on from there?"""

import pytest
import time_machine

from config.demo_clock import offset_for


@pytest.mark.parametrize("hour", ["00:05", "12:00", "23:55"])
def test_offset_leads_to_the_demo_day_at_any_hour(tmp_path, hour):
    with time_machine.travel(f"2026-11-24T{hour}:00+07:00", tick=False):
        assert offset_for("2021-05-03", tmp_path / "offset") == -2031 * 24 * 3600


def test_offset_is_kept_for_later_starts(tmp_path):
    with time_machine.travel("2026-11-24T08:00:00+07:00", tick=False):
        first = offset_for("2021-05-03", tmp_path / "offset")
    with time_machine.travel("2026-12-01T08:00:00+07:00", tick=False):
        assert offset_for("2021-05-03", tmp_path / "offset") == first


def test_another_day_moves_the_clock_and_is_kept(tmp_path):
    with time_machine.travel("2026-11-24T08:00:00+07:00", tick=False):
        first = offset_for("", tmp_path / "offset")
        later = offset_for("2025-09-01", tmp_path / "offset")
        assert (first, later) == (-2031 * 24 * 3600, -449 * 24 * 3600)
    with time_machine.travel("2026-12-01T08:00:00+07:00", tick=False):
        assert offset_for("", tmp_path / "offset") == later
        assert offset_for("2025-09-01", tmp_path / "offset") == later


def test_an_offset_kept_by_an_older_version_holds(tmp_path):
    (tmp_path / "offset").write_text("-86400\n")
    assert offset_for("2021-05-03", tmp_path / "offset") == -86400
