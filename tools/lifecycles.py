"""Writes docs/lifecycles.md from the tables, so that the drawing cannot differ from the code.

.venv/bin/python tools/lifecycles.py
"""

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
TARGET = PROJECT / "docs" / "lifecycles.md"
HEAD = """# Lifecycles

Written by `tools/lifecycles.py` from the tables in `*/lifecycle.py`, `unions/changing.py`, `unions/bringing.py` and
`unions/jobs.py`; a test compares. The engine (`unions/lifecycle.py`) moves a row with a compare-and-set UPDATE; every
move has one act of its name.
"""


def tables():
    """[(title, Lifecycle, {state: label})] in the order of the apps."""
    from emulation.lifecycle import CAMPAIGN, CAMPAIGN_LABELS
    from targets.lifecycle import (
        PLEDGE,
        PLEDGE_LABELS,
        REGISTRATION,
        REGISTRATION_LABELS,
        RESULT,
        RESULT_LABELS,
    )
    from unions.bringing import IMPORT
    from unions.changing import CHANGE
    from unions.jobs import JOB, JobState
    from unions.models import BodyImport, TreeChange

    return [
        ("Campaign", CAMPAIGN, CAMPAIGN_LABELS),
        ("Registration", REGISTRATION, REGISTRATION_LABELS),
        ("Pledge", PLEDGE, PLEDGE_LABELS),
        ("Result", RESULT, RESULT_LABELS),
        ("TreeChange", CHANGE, dict(TreeChange.State.choices)),
        ("BodyImport", IMPORT, dict(BodyImport.Step.choices)),
        ("Job (SummaryReport)", JOB, dict(JobState.choices)),
    ]


def text():
    return HEAD + "".join(_section(*table) for table in tables())


def _section(title, lifecycle, labels):
    states = "".join(f"    {state}: {labels[state]}\n" for state in lifecycle.table)
    moves = [(state, move, to) for state, found in lifecycle.table.items() for move, to in found.items()]
    first = next(iter(lifecycle.table))
    arrows = "".join(f"    {state} --> {to}: {move}\n" for state, move, to in moves)
    rows = "".join(f"| {labels[state]} | `{move}` | {labels[to]} |\n" for state, move, to in moves)
    return (
        f"\n## {title}\n\n```mermaid\nstateDiagram-v2\n{states}    [*] --> {first}\n{arrows}```\n\n"
        f"| From | Move | To |\n|-|-|-|\n{rows}"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    TARGET.write_text(text())
