"""On what device was somebody signed in, and roughly where, in words its owner recognises?"""

# The first mark that is found counts: a browser names those it descends from, too.
BROWSERS = (
    ("Zalo", "Zalo"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("EdgA", "Edge"),
    ("EdgiOS", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Điện thoại Android"),
    ("Windows", "Máy tính Windows"),
    ("Macintosh", "Máy Mac"),
    ("CrOS", "Máy tính Chromebook"),
    ("Linux", "Máy tính Linux"),
)
UNKNOWN = "Thiết bị không rõ"


def device_words(user_agent):
    """`Mozilla/5.0 (Linux; Android 13; SM-A536E) … Chrome/120…` → "Điện thoại Android, Chrome"."""
    machine = _first(MACHINES, user_agent)
    if machine == "Điện thoại Android" and "Mobile" not in user_agent:
        machine = "Máy tính bảng Android"
    return ", ".join(word for word in (machine, _first(BROWSERS, user_agent)) if word) or UNKNOWN


def shortened(address):
    """Enough of an address to tell home from office, not enough to find a house: `14.161.*.*`, `2001:ee0:*`."""
    if not address:
        return ""
    if ":" in address:
        return ":".join([*[part for part in address.split(":") if part][:2], "*"])
    return ".".join([*address.split(".")[:2], "*", "*"])


def _first(marks, text):
    return next((words for mark, words in marks if mark in text), "")
