"""Does one area hold at its full counts? Writes docs/measured/AREA.json for the commit that was measured."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from servers import throw_away_servers

PROJECT = Path(__file__).resolve().parent.parent


def main(area):
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"], cwd=PROJECT, capture_output=True, text=True
    ).stdout.strip()
    target = PROJECT / "docs" / "measured" / f"{area}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, throw_away_servers() as servers:
        env = {
            **os.environ,
            **servers,
            "VAR_DIR": scratch,
            "PROVE_FULL": "1",
            "PROVE_AREA": area,
            "PROVE_COMMIT": commit,
            "PROVE_OUT": str(target),
        }
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "tests"], cwd=PROJECT, env=env
        ).returncode


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Cần tên phần phải chứng minh, ví dụ: make prove AREA=signing")
    sys.exit(main(sys.argv[1]))
