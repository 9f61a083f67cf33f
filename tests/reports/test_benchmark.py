"""Does the benchmark still run, with its hand-written sums equal to ours?"""

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "summary.py"


def test_the_benchmark_prints_times_and_their_ratio(tmp_path):
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), "40", "6", "1"],
        env={**kept, "VAR_DIR": str(tmp_path), "ENV_FILE": os.devnull},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert (said["bodies"], said["indicators"], said["ratio_allowed"]) == (40, 6, 1.5)
    assert said["seconds"] > 0
    assert said["ratio_to_floor"] > 0
