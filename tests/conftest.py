"""What does every test stand on?"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.cast import *  # noqa: F403  (the cast is for every test)
from tests.counts import IS_FULL
from unions import guards

PROVE_AREA = os.environ.get("PROVE_AREA", "")
FIGURES = {}

for name, examples in (("small", 50), ("full", 1000)):
    hypothesis_settings.register_profile(
        name,
        max_examples=examples,
        deadline=None,  # two cores are shared with a database: slowness is measured elsewhere
        derandomize=not IS_FULL,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        database=None,
    )
hypothesis_settings.load_profile("full" if IS_FULL else "small")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Each test has its own ledger heads and evidence files; keys are made once per run."""
    settings.LEDGER_HEAD_FILE = tmp_path / "heads.log"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def committed(transactional_db):
    """Rows are really committed, so that threads see them; the guards are lifted around the flush at the end only."""
    yield
    guards.drop(connection)


@pytest.fixture
def measured():
    """Record a figure of a proof: measured(cases=1000, wrong=0) ends up in docs/measured/AREA.json."""
    return FIGURES.update


def pytest_collection_modifyitems(config, items):
    if not PROVE_AREA:
        return
    wanted = [each for each in items if PROVE_AREA in _areas(each)]
    config.hook.pytest_deselected(items=[each for each in items if each not in wanted])
    items[:] = wanted


def _areas(item):
    return {area for mark in item.iter_markers("prove") for area in mark.args}


def pytest_sessionfinish(session, exitstatus):
    target = os.environ.get("PROVE_OUT")
    if target and exitstatus == 0:
        report = {
            "area": PROVE_AREA,
            "commit": os.environ.get("PROVE_COMMIT", ""),
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "database": os.environ.get("DATABASE_URL", "sqlite").split(":")[0],
            "tests": session.testscollected,
            "examples_of_each_property": hypothesis_settings().max_examples,
            "figures": FIGURES,
        }
        Path(target).write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
