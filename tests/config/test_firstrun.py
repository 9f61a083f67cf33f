"""Is a secret made once, and readable by its owner only?"""

from concurrent.futures import ThreadPoolExecutor

from config.firstrun import made_once


def test_made_once_gives_the_same_secret_again(tmp_path):
    path = tmp_path / "django.key"
    secret = made_once(path)
    assert len(secret) >= 64
    assert made_once(path) == secret
    assert path.stat().st_mode & 0o077 == 0


def test_made_once_gives_everybody_the_secret_of_whoever_came_first(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda number: made_once(tmp_path / "django.key"), range(8)))
    assert len(found) == 1
