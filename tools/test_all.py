"""Does everything hold, on SQLite with files and on PostgreSQL with Redis, and in a real browser?

Four runs of pytest, one after the other; the first that fails ends the whole, so the last closing line is the verdict.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from servers import throw_away_servers

PROJECT = Path(__file__).resolve().parent.parent
UNITS = ["tests", "--ignore=tests/journeys", "-n", "2", "--dist", "worksteal"]
# Another database changes nothing for them: once, in the run that counts lines, is enough.
ONCE = [
    "tests/config/test_run_all.py",  # a product of its own, always on files
    "tests/emulation/test_papers_layout.py",
    "tests/emulation/test_plan_corpus.py",
    "tests/emulation/test_found_rows.py",
    "tests/emulation/test_plan_files.py",
    "tests/emulation/test_plan_reading.py",
    "tests/rules/test_language.py",
    "tests/rules/test_templates.py",
    "tests/targets/test_measuring.py",
    "tests/unions/test_devices.py",
    "tests/unions/test_grant_graphs.py",
    "tests/unions/test_import_fuzz.py",
    "tests/unions/test_import_rows.py",
    "tests/unions/test_legacy_encodings.py",
    "tests/unions/test_people_columns.py",
    "tests/unions/test_people.py",
    "tests/unions/test_quantities.py",
    "tests/unions/test_vietnamese.py",
    "tests/unions/test_workbooks.py",
]
EMBEDDED = [*UNITS, *(f"--ignore={path}" for path in ONCE)]
COVERED = [*UNITS, "--cov", "--cov-report="]  # counting lines costs a third of the time: once is enough
JOURNEYS = ["tests/journeys", "-n", "2", "--dist", "loadfile"]  # each file has a running product of its own


def main():
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
    scratch = Path(tempfile.mkdtemp(prefix="thi-dua-run-"))
    plain = {"COVERAGE_FILE": str(scratch / "coverage"), "LC_ALL": "C.UTF-8"}
    try:
        embedded = {**plain, "VAR_DIR": str(scratch / "embedded"), "DATABASE_URL": "", "REDIS_URL": ""}
        _run("SQLite và tệp: kiểm thử", EMBEDDED, embedded)
        _run("SQLite và tệp: hành trình ngắn", [*JOURNEYS, "-m", "smoke"], embedded)
        with throw_away_servers() as servers:
            many = {**plain, **servers, "VAR_DIR": str(scratch / "servers")}
            _run("PostgreSQL và Redis: kiểm thử", COVERED, many)
            _check_coverage(plain)
            _run("PostgreSQL và Redis: hành trình trong trình duyệt", JOURNEYS, many)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _run(title, arguments, env):
    print(f"\n── {title} ──", flush=True)
    _require([sys.executable, "-m", "pytest", "-q", *arguments, *sys.argv[1:]], env)


def _check_coverage(env):
    """95% of everything, every branch of the rules that must not be wrong."""
    coverage = [sys.executable, "-m", "coverage"]
    _require([*coverage, "combine", "-q", "--keep"], env, allowed=(0, 1))
    _require([*coverage, "report"], env)
    strict = "unions/access.py,*/lifecycle.py,targets/signing.py"
    strict += ",targets/measuring.py,targets/rules.py,targets/accumulation.py,targets/dividing.py"
    _require([*coverage, "report", f"--include={strict}", "--fail-under=100"], env)


def _require(command, env, allowed=(0,)):
    child = subprocess.Popen(command, cwd=PROJECT, env=_environment(env), stdin=subprocess.DEVNULL)
    try:
        code = child.wait()
    except BaseException:
        child.send_signal(signal.SIGINT)  # pytest closes its own fixtures: the stack, the browser
        child.wait(timeout=60)
        raise
    if code not in allowed:
        sys.exit(code if code > 0 else 1)


def _environment(env):
    """The caller's environment without settings that would lead to a real database or a real clock."""
    ours = {"DATABASE_URL", "REDIS_URL", "SECURE", "DEBUG", "CLOCK_OFFSET", "VAR_DIR", "PORT", "DEMO_DAY"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, **{name: value for name, value in env.items() if value}}


if __name__ == "__main__":
    main()
