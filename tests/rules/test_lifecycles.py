"""Has every move one act of its name, and does the drawing in docs/ say what the tables say?"""

import ast
from collections import defaultdict
from functools import cache

import pytest

from tests.rules.sources import APPS, name_of, python_files, tree_of
from tools.lifecycles import TARGET, tables, text

# JOB has its own compare-and-set, with attempts and leases; there `start` is called `claim`.
OTHER_NAMES = {("job", "start"): "claim"}
LIFECYCLES = {lifecycle.name: lifecycle for _, lifecycle, _ in tables()}
MOVES = [(name, move) for name, lifecycle in LIFECYCLES.items() for move in lifecycle.moves]


def is_gerund(path):
    return path.stem.endswith("ing") or path.stem == "jobs"


@cache
def advances():
    """{(lifecycle, move): {module}} of every `TABLE.advance(row, "move")` in the product."""
    found = defaultdict(set)
    for path in python_files(*APPS):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in ("advance", "advance_all") and isinstance(node.func.value, ast.Name):
                    found[node.func.value.id.lower(), node.args[1].value].add(path)
    return found


def acts(path):
    return [
        node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"
    ]


def is_called(act, move):
    """`open` is the act open_pledge, `cancel` cancel_summary: the move first, then its thing."""
    return act == move or act.startswith(f"{move}_")


def test_moves_happen_in_gerund_modules_only():
    assert [name_of(path) for paths in advances().values() for path in paths if not is_gerund(path)] == []


@pytest.mark.parametrize(("name", "move"), MOVES, ids=lambda part: str(part))
def test_every_move_has_its_act_in_one_module(name, move):
    called = OTHER_NAMES.get((name, move), move)
    modules = advances()[name, move] if name != "job" else set()
    if name == "job":
        modules = {path for path in python_files("unions", "reports") if path.stem in ("jobs", "requesting")}
    homes = [name_of(path) for path in modules if any(is_called(act, called) for act in acts(path))]
    assert len(homes) == 1


def test_no_table_is_moved_by_a_word_it_does_not_know():
    unknown = [(name, move) for name, move in advances() if move not in LIFECYCLES[name].moves]
    assert unknown == []


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_can_be_reached_and_has_a_label(name):
    table = LIFECYCLES[name].table
    labels = next(labels for _, lifecycle, labels in tables() if lifecycle.name == name)
    reached = {next(iter(table))} | {to for moves in table.values() for to in moves.values()}
    assert reached == set(table) == set(labels)


def test_the_drawing_says_what_the_tables_say():
    assert TARGET.read_text() == text(), "docs/lifecycles.md is old: run tools/lifecycles.py"
