"""How much memory did the child need to read a workbook? As `unions.workbook_child`, and it says so."""

import json
import sys
from pathlib import Path

from unions.sandbox import serve
from unions.workbook_child import MEMORY, SECONDS, read


def work(data):
    rows = sum(len(sheet["rows"]) for sheet in json.loads(json.dumps(read(data, "a.xlsx")))["sheets"])
    (peak,) = (
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return json.dumps({"rows": rows, "peak_mb": int(peak.split()[1]) // 1024}).encode()


if __name__ == "__main__":
    sys.exit(serve(work, memory=MEMORY, seconds=SECONDS))
