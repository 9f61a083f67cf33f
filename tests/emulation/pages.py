"""How do tests fill the pages of a plan?"""

from html.parser import HTMLParser

from django.http import QueryDict


def text(response):
    return response.content.decode()


class _Inputs(HTMLParser):
    """What a browser would send of the form `ke-hoach`, without pressing a button."""

    def __init__(self):
        super().__init__()
        self.sent, self.is_in, self.select, self.area = [], False, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.is_in = attrs.get("id") == "ke-hoach"
        if not self.is_in:
            return
        name = attrs.get("name")
        if tag == "select":
            self.select, self.chosen, self.first = name, None, None
        elif tag == "option":
            self.first = attrs.get("value") if self.first is None else self.first
            if "selected" in attrs:
                self.chosen = attrs.get("value")
        elif tag == "textarea":
            self.area, self.words = name, ""
        elif tag == "input" and name and name != "csrfmiddlewaretoken":
            is_tick = attrs.get("type") == "checkbox"
            if not is_tick or "checked" in attrs:
                self.sent.append((name, attrs.get("value", "on" if is_tick else "")))

    def handle_data(self, data):
        if self.area:
            self.words += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_in = False
        elif tag == "select" and self.select:
            self.sent.append((self.select, self.chosen if self.chosen is not None else self.first))
            self.select = None
        elif tag == "textarea" and self.area:
            self.sent.append((self.area, self.words.removeprefix("\n")))
            self.area = None


def typed(response):
    """The form of a page as QueryDict, to change and send again."""
    parser = _Inputs()
    parser.feed(text(response))
    data = QueryDict(mutable=True)
    for name, value in parser.sent:
        data.appendlist(name, value)
    return data


def send(client, path, data, **changed):
    """Type `changed` over what the page held and press the button named by `act`."""
    for name, value in changed.items():
        if isinstance(value, list):
            data.setlist(name.replace("__", "-"), value)
        else:
            data[name.replace("__", "-")] = value
    return client.post(
        path, data=data.urlencode(), content_type="application/x-www-form-urlencoded", follow=False
    )
