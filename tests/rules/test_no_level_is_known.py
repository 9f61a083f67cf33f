"""Does any code of ours know a level of the organisation by its name or number? Levels are rows (DOMAIN §3).

Districts ended in 2025: a program that says "district" would have ended with them. Demo data and tests may name levels;
they are the rows.
"""

import ast
import re

import pytest

from tests.rules.sources import name_of, python_files, templates, tree_of
from tests.rules.test_templates import markup

# Codes of levels as seeds write them, and the English words that mean a level.
LEVELS = {
    "tinh",
    "nganh-tinh",
    "huyen",
    "quan",
    "thi-xa",
    "xa",
    "phuong",
    "dac-khu",
    "cdcs",
    "cap-tren",
    "mat-tran",
}
ENGLISH = re.compile(r"(?:^|_)(?:district|province|commune|ward)s?(?:_|$)", re.IGNORECASE)
# Kinds are told apart by what they may (is_grassroots, allowed_parents…), never by these.
PINNED = {"code", "name", "short_name", "rank"}
LOOKUP = re.compile(r"(?:^|__)kind__(?:code|name|short_name|rank)(?:__|$)")
# Rows of the demo, steps of the past, and the abbreviations by which people search.
FREE = re.compile(r"^(?:config/demo/|unions/abbreviations\.py|unions/migrations/|emulation/migrations/)")


def code_files():
    return [path for path in python_files() if not FREE.match(name_of(path))]


def is_kind(node):
    """`kind`, `body.kind`, `self.parent.kind`"""
    return (isinstance(node, ast.Name) and node.id == "kind") or (
        isinstance(node, ast.Attribute) and node.attr == "kind"
    )


def pins(node):
    """Does this expression read what a level is called, to compare it?"""
    return isinstance(node, ast.Attribute) and node.attr in PINNED and is_kind(node.value)


def is_typed(keyword):
    """A filter by a value somebody chose (a variable) is no knowledge; one by a literal is."""
    return isinstance(keyword.value, ast.Constant)


def known_levels(tree):
    """What in this code knows a level: [(line, what)]"""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in LEVELS:
            found.append((node.lineno, f'"{node.value}"'))
        elif isinstance(node, ast.Compare) and any(map(pins, (node.left, *node.comparators))):
            literal = any(isinstance(each, ast.Constant) for each in (node.left, *node.comparators))
            found += [(node.lineno, ast.unparse(node))] if literal else []
        elif isinstance(node, ast.keyword) and node.arg and LOOKUP.search(node.arg) and is_typed(node):
            found.append((node.value.lineno, f"{node.arg}={ast.unparse(node.value)}"))
        elif isinstance(node, ast.Match) and pins(node.subject):
            found.append((node.lineno, ast.unparse(node.subject)))
        elif (name := _named(node)) and ENGLISH.search(name):
            found.append((getattr(node, "lineno", 0), name))
    return found


def _named(node):
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return name
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
    return ""


@pytest.mark.parametrize("path", code_files(), ids=name_of)
def test_no_module_knows_a_level(path):
    assert [f"{name_of(path)}:{line} {what}" for line, what in known_levels(tree_of(path))] == []


def test_no_template_tells_kinds_apart_by_their_names():
    wrong = []
    for path in templates():
        for tag in re.findall(r"{%\s*(?:el)?if\b[^%]*%}", markup(path)):
            if re.search(r"kind\.(?:code|name|short_name|rank)\s*(?:==|!=|<|>|in\b)", tag):
                wrong += [f"{name_of(path)}: {tag}"] if re.search(r"[\"'\d]", tag) else []
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        'kinds["huyen"]',
        'body.kind.code == "x"',
        "if kind.rank >= 3: pass",
        'rows.filter(body__kind__code="x")',
        "rows.filter(kind__rank=2)",
        "district = 1",
        "def move_province(): pass",
        "match body.kind.code:\n  case 'x': pass",
    ],
)
def test_the_rule_finds_what_it_looks_for(code):
    assert known_levels(ast.parse(code)) != []


@pytest.mark.parametrize(
    "code",
    [
        "kind.is_grassroots",
        "rows.filter(kind__code=chosen)",
        "rows.order_by('kind__rank')",
        "kind.pk == other.pk",
    ],
)
def test_the_rule_leaves_data_alone(code):
    assert known_levels(ast.parse(code)) == []
