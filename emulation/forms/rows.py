"""How do rows of a page come and go without JavaScript?

Every row has a key (`p1`, `c2`, `i7`) which begins the names of its inputs; the hidden inputs `row`, in their order
on the page, say which rows there are. A named button (`act`) adds, drops, copies or moves one; the others keep what
is typed.
"""

import re

from django.http import QueryDict

KEY = re.compile(r"[a-z]\d{1,4}")


def keys_of(data):
    """Keys of the rows in the order of the page, each once."""
    return list(dict.fromkeys(key for key in data.getlist("row") if KEY.fullmatch(key)))


def set_keys(data, keys):
    data.setlist("row", keys)


def fresh_key(data, letter):
    taken = [int(key[1:]) for key in keys_of(data) if key[0] == letter]
    return f"{letter}{max(taken, default=0) + 1}"


def add(data, letter, after=None):
    """Put a new empty row after the row `after`, or at the end; returns its key."""
    keys, key = keys_of(data), fresh_key(data, letter)
    place = keys.index(after) + 1 if after in keys else len(keys)
    set_keys(data, [*keys[:place], key, *keys[place:]])
    return key


def drop(data, key):
    set_keys(data, [each for each in keys_of(data) if each != key])
    for name in [name for name in data if name.startswith(f"{key}-")]:
        del data[name]


def copy(data, key, without=()):
    """A second row with the same words right below; `without` names inputs that belong to one row only."""
    twin = add(data, key[0], after=key)
    for name, values in list(data.lists()):
        field = name.removeprefix(f"{key}-")
        if field != name and field not in without:
            data.setlist(f"{twin}-{field}", values)
    return twin


def move(data, key, step):
    """One place up (−1) or down (+1), over the row that stands there."""
    keys = keys_of(data)
    if key not in keys:
        return
    place = keys.index(key)
    target = place + step
    if 0 <= target < len(keys):
        keys[place], keys[target] = keys[target], keys[place]
        set_keys(data, keys)


def act_of(data):
    """What the pressed button says: ("add", "c2") of `act=add:c2`; a form sent without a button saves."""
    verb, _, key = data.get("act", "save").partition(":")
    return verb, key


def blank():
    return QueryDict(mutable=True)
