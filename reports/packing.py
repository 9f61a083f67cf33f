"""How are frozen dataclasses kept as JSON? By the names of their fields, so that an old snapshot can still be read."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import get_args, get_origin, get_type_hints


def packed(value):
    if is_dataclass(value):
        return {name: packed(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, tuple | list):
        return [packed(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def unpacked(kind, data):
    if data is None:
        return None
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: unpacked(hints[name], data[name]) for name in hints if name in data})
    if get_origin(kind) is UnionType:
        return unpacked(get_args(kind)[0], data)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(data) if inner in (str, int) else tuple(unpacked(inner, each) for each in data)
    if kind is tuple:
        return tuple(data)
    return kind.fromisoformat(data) if kind in (date, datetime) else data


@cache
def _names(kind):
    return tuple(each.name for each in fields(kind))


@cache
def _hints(kind):
    hints = get_type_hints(kind)
    return {name: hints[name] for name in _names(kind)}
