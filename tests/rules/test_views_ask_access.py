"""Does every view say who may open it, and does it read rows only through what this person sees?"""

import ast

from django.apps import apps
from django.urls import URLResolver, get_resolver

from tests.rules.sources import name_of, tree_of, view_modules

PUBLIC = {"login", "activate", "logout", "mfa_sign_in", "mfa_challenge", "mfa_enter"}
SEEING = {"visible_to", "ahead_of"}  # the last one answers with a number only
# A filter by a row one already has in hand, or by that of the outer query.
IN_HAND = ("participant", "body", "bloc", "registration", "pledge")
IN_CAMPAIGN = (*IN_HAND, "campaign")


def patterns(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def test_every_view_declares_its_methods_and_whether_it_is_public():
    undeclared = [each.name for each in patterns() if not getattr(each.callback, "methods", None)]
    assert undeclared == []
    assert {each.name for each in patterns() if each.callback.is_public} == PUBLIC


def test_every_address_has_one_name():
    names = [each.name for each in patterns()]
    assert None not in names
    assert sorted(names) == sorted(set(names))


def scoped_models():
    """{name: keys of filters that keep within what is in hand} of every model whose rows are somebody's."""
    found = {}
    for model in apps.get_models():
        if hasattr(model._default_manager.none(), "visible_to"):
            of_campaign = model.__name__ in ("Phase", "Indicator")
            found[model.__name__] = IN_CAMPAIGN if of_campaign else IN_HAND
    return found


class Reader(ast.NodeVisitor):
    """Finds `Model.objects…` chains of scoped models that neither ask `visible_to` nor filter by a row in hand."""

    def __init__(self, models):
        self.models, self.loose, self.above = models, [], []

    def visit(self, node):
        self.above.append(node)
        super().visit(node)
        self.above.pop()

    def visit_Attribute(self, node):
        is_manager = node.attr == "objects" and isinstance(node.value, ast.Name)
        if is_manager and node.value.id in self.models and not self._is_seen(node):
            self.loose.append(f"{node.value.id}, line {node.lineno}")
        self.generic_visit(node)

    def _is_seen(self, node):
        calls, below = [], node
        for each in reversed(self.above[:-1]):
            if isinstance(each, ast.Attribute) and each.value is below:
                calls.append(each.attr)
            elif isinstance(each, ast.Call) and each.func is below:
                calls += [keyword.arg.split("__")[0] for keyword in each.keywords if keyword.arg]
            elif (
                isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "Prefetch"
            ):
                return True  # rows of rows that were already read
            else:
                break
            below = each
        return any(call in SEEING or call in self.models[node.value.id] for call in calls)


def test_views_read_only_what_the_person_sees():
    loose = []
    for path in view_modules():
        reader = Reader(scoped_models())
        reader.visit(tree_of(path))
        loose += [f"{name_of(path)}: {place}" for place in reader.loose]
    assert loose == []


def test_the_rule_finds_what_it_looks_for():
    reader = Reader({"Result": IN_HAND})
    reader.visit(
        ast.parse("Result.objects.filter(state='x')\nResult.objects.all()\nResult.objects.get(pk=1)")
    )
    assert len(reader.loose) == 3
    reader = Reader({"Result": IN_HAND})
    reader.visit(
        ast.parse("Result.objects.visible_to(a)\nResult.objects.filter(participant__in=units).count()")
    )
    assert reader.loose == []


def test_no_view_decides_by_a_role():
    """Who may do what is asked of Access; an `if role ==` elsewhere is a second door (DESIGN §14)."""
    asked = []
    for path in view_modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Compare) and any(
                isinstance(side, ast.Attribute) and side.attr == "role"
                for side in (node.left, *node.comparators)
            ):
                asked.append(f"{name_of(path)}:{node.lineno}")
    assert asked == []
