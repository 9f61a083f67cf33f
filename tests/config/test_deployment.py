"""Is the production example of .env.example complete, and quiet under `check --deploy`?"""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def production_example():
    lines = re.findall(r"^#! (.+)$", (PROJECT / ".env.example").read_text(), re.MULTILINE)
    return dict(line.split("=", 1) for line in lines)


def check_deploy(tmp_path, **changes):
    own = {"ENV_FILE": os.devnull, "SECRET_KEY": secrets.token_urlsafe(64), "VAR_DIR": str(tmp_path)}
    env = {"PATH": os.environ["PATH"], **production_example(), **own, **changes}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"]
    return subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)


def test_check_deploy_is_silent_with_the_production_example(tmp_path):
    done = check_deploy(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "0 silenced" in done.stdout
    assert done.stderr == ""


def test_check_deploy_refuses_a_moved_clock(tmp_path):
    done = check_deploy(tmp_path, CLOCK_OFFSET="-3600")
    assert done.returncode != 0
    assert "CLOCK_OFFSET" in done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SIGNING_KEY_FILE", "LEDGER_KEY_FILE", "LEDGER_HEAD_FILE"])
def test_a_real_installation_is_not_started_without_its_keys(tmp_path, name):
    env = {key: value for key, value in production_example().items() if key != name}
    env |= {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, "VAR_DIR": str(tmp_path)}
    if name != "SECRET_KEY":
        env["SECRET_KEY"] = secrets.token_urlsafe(64)
    else:
        env.pop("SECRET_KEY", None)
    command = [sys.executable, "-c", "from config import settings"]
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)
    assert done.returncode != 0
    assert name in done.stderr
