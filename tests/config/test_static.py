"""Is what we serve exactly what we say we serve?"""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
LOCK = json.loads((STATIC / "vendor" / "vendor.lock").read_text())
FILES = {name: digest for entry in LOCK.values() for name, digest in entry["files"].items()}


def test_every_vendored_file_is_the_one_in_the_lock():
    found = {
        str(path.relative_to(STATIC / "vendor")): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").rglob("*")
        if path.is_file() and path.name != "vendor.lock"
    }
    assert found == FILES


@pytest.mark.parametrize("name", LOCK)
def test_the_lock_names_package_integrity_and_licence(name):
    entry = LOCK[name]
    assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", entry["integrity"])
    assert entry["licence"] in ("0BSD", "MIT")
    assert entry["package"]
    assert entry["renew"]


def test_no_file_points_to_a_source_map():
    """ManifestStaticFilesStorage fails on a map that is not there (UX §4)."""
    scripts = [*STATIC.rglob("*.js"), *STATIC.rglob("*.css")]
    assert [path for path in scripts if b"sourceMappingURL" in path.read_bytes()] == []
    assert len(scripts) >= 5


@pytest.mark.parametrize("name", ["chair", "staff", "paper"])
def test_the_built_sheets_come_from_the_sources_beside_them(name):
    sources = b"".join(path.read_bytes() for path in sorted((STATIC / "css" / "src").glob("*.scss")))
    first_line = (STATIC / "css" / f"{name}.css").read_text().splitlines()[0]
    assert hashlib.sha256(sources).hexdigest() in first_line


def test_the_build_uses_the_versions_of_the_lock():
    script = (STATIC / "css" / "build.sh").read_text()
    assert f"BOOTSTRAP={LOCK['bootstrap']['version']}" in script
    assert f"SASS={LOCK['sass']['version']}" in script


def test_our_script_stays_small_and_plain():
    script = (STATIC / "js" / "app.js").read_bytes()
    assert len(script) <= 6 * 1024
    assert len(gzip.compress(script)) <= 3 * 1024
    # WebViews of 2020 read ES2017: no optional chaining, no nullish operators.
    assert not re.search(rb"\?\.[a-zA-Z(\[]|\?\?", script)
