"""Does a person recognise the device from which they signed in?"""

import pytest

from unions.devices import UNKNOWN, device_words, shortened

ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A536E) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (ANDROID, "Điện thoại Android, Chrome"),
        (f"{ANDROID} Zalo android/12110610", "Điện thoại Android, Zalo"),
        (ANDROID.replace("Mobile ", ""), "Máy tính bảng Android, Chrome"),
        (f"{IPHONE} Mobile/15E148 Safari/604.1", "iPhone, Safari"),
        (f"{IPHONE} Mobile/15E148 CriOS/120", "iPhone, Chrome"),
        (WINDOWS, "Máy tính Windows, Chrome"),
        (f"{WINDOWS} Edg/120.0", "Máy tính Windows, Edge"),
        (f"{WINDOWS} coc_coc_browser/120", "Máy tính Windows, Cốc Cốc"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Máy tính Linux, Firefox"),
        ("curl/8", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_a_device_in_words(agent, words):
    assert device_words(agent) == words


@pytest.mark.parametrize(
    ("address", "shown"),
    [("14.161.22.33", "14.161.*.*"), ("2001:ee0:4f12:1::7", "2001:ee0:*"), ("::1", "1:*"), ("", "")],
)
def test_an_address_is_shortened(address, shown):
    assert shortened(address) == shown
