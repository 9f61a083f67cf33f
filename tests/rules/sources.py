"""Which files are ours, and what do they say?"""

import ast
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("config", "unions", "emulation", "targets", "reports")
TEXT = {".py", ".html", ".md", ".scss", ".js", ".toml", ".txt", ".yaml", ".sh"}


def python_files(*folders):
    return sorted(path for folder in folders or APPS for path in (PROJECT / folder).rglob("*.py"))


def templates():
    return sorted((PROJECT / "templates").rglob("*.html"))


def text_files():
    """Everything people wrote: code, templates, documents; not what is vendored, locked, built or generated."""
    folders = (*APPS, "templates", "tests", "docs", "tools", "static/css/src", "static/js")
    found = [path for folder in folders for path in (PROJECT / folder).rglob("*") if path.suffix in TEXT]
    tops = [path for path in PROJECT.iterdir() if path.suffix in TEXT]
    return sorted(path for path in found + tops if "vendor" not in path.parts and path.is_file())


def view_modules():
    return [
        path
        for path in python_files()
        if "views" in path.relative_to(PROJECT).parts or path.name == "views.py"
    ]


def name_of(path):
    return str(path.relative_to(PROJECT))


@cache
def tree_of(path):
    return ast.parse(path.read_text())


def lines_with(paths, pattern):
    """["file:number: line"] of the lines that match."""
    return [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]
