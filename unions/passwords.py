"""How are passwords hashed so that the last hour before a deadline survives on two cores, and which may one choose?

The rules are those of ASVS 5.0 V6.2: at least twelve characters, any characters, nothing that is easily guessed here
(one's own name, the name of the unit, "công đoàn", a year, a row of keys) and nothing from the list of passwords that
became known elsewhere. No rule asks for capitals or signs, none makes a password expire.
"""

import re
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from unions.errors import Refusal
from unions.vietnamese import fold

SHORTEST, LONGEST = 12, 256
OF_ONES_OWN = 6  # characters that must be left when everything that can be guessed is taken away
WORDS = Path(__file__).with_name("guessable_words.txt")
ROWS = ("0123456789" * 2, "9876543210" * 2, "abcdefghijklmnopqrstuvwxyz")
YEAR = re.compile(r"(?:19|20)\d\d")
SAME = re.compile(r"(.)\1{2,}")


class LightArgon2PasswordHasher(Argon2PasswordHasher):
    """OWASP's minimum for Argon2id: 19 MiB, two passes, one lane: 0.02 s where Django's default takes 0.25 s (K3)."""

    time_cost = 2
    memory_cost = 19456  # KiB
    parallelism = 1


class WeakPassword(Refusal):
    """The password may not be chosen; the sentence says why."""


def check(password, user):
    if problems := problems_of(password, user):
        raise WeakPassword(problems[0])


def problems_of(password, user):
    """Why this person may not choose this password: sentences, none when they may (settings decide which rules)."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        return list(problem.messages)
    return []


class LengthValidator:
    """Long enough to resist, short enough that hashing one costs nobody else anything."""

    def validate(self, password, user=None):
        if len(password) < SHORTEST:
            raise ValidationError(
                f"Mật khẩu cần ít nhất {SHORTEST} ký tự; đồng chí mới nhập {len(password)}."
            )
        if len(password) > LONGEST:
            raise ValidationError(f"Mật khẩu dài nhất {LONGEST} ký tự.")

    def get_help_text(self):
        return f"Ít nhất {SHORTEST} ký tự. Một câu ngắn dễ nhớ là tốt nhất."


class KnownValidator:
    """Not among the 20,000 passwords that became known most often, also with digits and signs around."""

    def validate(self, password, user=None):
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.lower())
        if {password.lower().strip(), core} & _known():
            raise ValidationError(
                "Nhiều người dùng mật khẩu này và nó đã bị lộ ở nơi khác: chọn mật khẩu khác."
            )

    def get_help_text(self):
        return "Không dùng mật khẩu quen thuộc như 123456, iloveyou."


class GuessableValidator:
    """Enough must be left without names, the unit, words of every union, years and rows of keys."""

    def validate(self, password, user=None):
        left = _joined(password)
        for word in sorted({*_often(), *_words_of(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        left = YEAR.sub("", left)
        left = SAME.sub("", _without_rows(left))
        signs = {letter for letter in password if not letter.isalnum() and not letter.isspace()}
        if len(left) + len(signs) < OF_ONES_OWN:
            raise ValidationError(
                "Mật khẩu này dễ đoán: chủ yếu là tên, đơn vị, số điện thoại, năm hoặc dãy phím quen thuộc. "
                "Thêm vài từ chỉ đồng chí nghĩ ra."
            )

    def get_help_text(self):
        return "Không chỉ gồm tên mình, tên đơn vị, “công đoàn”, số điện thoại, năm."


@cache
def _known():
    return CommonPasswordValidator().passwords


@cache
def _often():
    lines = WORDS.read_text().splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _joined(text):
    """Without marks, capitals, spaces and signs: "Công đoàn@2021" → "congdoan2021"."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _words_of(user):
    """What others know of a person: names, account, telephone, mail, and the units of their posts."""
    if user is None or user.pk is None:
        return set()
    texts = [user.full_name, user.username, user.phone_key, user.email.split("@")[0]]
    for mandate in user.mandates.select_related("body"):
        texts += [mandate.body.name, mandate.body.short_name, mandate.body.code, mandate.post]
    words = {_joined(text) for text in texts}
    words |= {_joined(part) for text in texts for part in re.split(r"[\s._-]+", text)}
    return {word for word in words if len(word) > 2}


def _without_rows(text):
    """Runs of four and more keys that stand in a row are taken out."""
    for row in ROWS:
        for length in range(min(len(row), 16), 3, -1):
            for start in range(len(row) - length + 1):
                text = text.replace(row[start : start + length], "")
    return text
