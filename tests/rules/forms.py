"""What would a browser send of the forms on a page, and what if somebody bent it by hand?"""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.http import QueryDict
from lxml import html

TYPED = {"text", "search", "tel", "number", "email", "url", "date", "time", "textarea"}


@dataclass(frozen=True)
class Form:
    """One form: where it goes, what stands in it, which inputs people type into, which are kept out of sight."""

    paths: tuple  # its own address, then those of buttons that send it elsewhere
    method: str
    is_multipart: bool
    values: tuple  # (name, value) in the order of the page
    typed: tuple  # names
    hidden: tuple
    buttons: tuple  # (name, value)

    def filled(self, changed=()):
        """The values with some replaced, {name: value or values}; None leaves an input out."""
        changed, data = dict(changed), QueryDict(mutable=True)
        for name, value in self.values:
            if name not in changed:
                data.appendlist(name, value)
        for name, value in changed.items():
            if isinstance(value, list):
                data.setlist(name, value)
            elif value is not None:
                data[name] = value
        return data

    def send(self, client, data, path=""):
        path = path or self.paths[0]
        if self.method == "GET":
            return client.get(path.partition("?")[0], data)
        if self.is_multipart:
            return client.post(path, {name: data.getlist(name) for name in data})
        return client.post(path, data.urlencode(), content_type="application/x-www-form-urlencoded")


def forms_of(path, response):
    """Every form of a page."""
    if not response.content.strip():
        return []  # a fragment that has nothing to say
    page = html.fromstring(response.content.decode())
    return [_form(path, each, page) for each in page.forms]


def _form(path, element, page):
    inputs = [each for each in element.inputs if each.name and each.name != "csrfmiddlewaretoken"]
    outside = page.xpath("//*[@form=$id]", id=element.get("id")) if element.get("id") else []
    inputs += [each for each in outside if each.get("name") and each not in inputs and each.tag != "button"]
    buttons = [*element.iter("button"), *(each for each in outside if each.tag == "button")]
    values = [pair for each in inputs for pair in _values(each)]
    paths = [element.get("action"), *(each.get("formaction") for each in buttons if each.get("formaction"))]
    return Form(
        tuple(dict.fromkeys(urljoin(path, each or "") for each in paths)),
        (element.get("method") or "get").upper(),
        element.get("enctype") == "multipart/form-data",
        tuple(values),
        tuple(dict.fromkeys(each.get("name") for each in inputs if _kind(each) in TYPED)),
        tuple(dict.fromkeys(each.get("name") for each in inputs if _kind(each) not in TYPED | {"file"})),
        tuple((each.get("name"), each.get("value", "")) for each in buttons if each.get("name")),
    )


def _kind(element):
    return element.get("type", "text").lower() if element.tag == "input" else element.tag


def _values(element):
    kind, name = _kind(element), element.get("name")
    if kind in ("file", "submit", "button"):
        return []
    if kind in ("checkbox", "radio"):
        return [(name, element.get("value", "on"))] if element.get("checked") is not None else []
    if kind == "select":
        value = element.value
        return [(name, value or "")] if isinstance(value, str | None) else [(name, each) for each in value]
    return [(name, element.value or "")]
