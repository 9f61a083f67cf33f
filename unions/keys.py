"""Where are the secrets that must not live in the database, and what do they sign and seal?"""

import base64
import os
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

__all__ = ["InvalidToken", "key_id", "ledger_key", "seal", "sign", "unseal", "verify"]


def ledger_key():
    return _ledger_key(str(settings.LEDGER_KEY_FILE))


def sign(message):
    """Ed25519 signature (64 bytes) of `message` by this installation."""
    return _signing_key(str(settings.SIGNING_KEY_FILE)).sign(message)


def verify(message, signature):
    try:
        _signing_key(str(settings.SIGNING_KEY_FILE)).public_key().verify(signature, message)
    except InvalidSignature:
        return False
    return True


def key_id():
    """First 16 hex digits of the public key: says which key signed after keys were rotated."""
    public = _signing_key(str(settings.SIGNING_KEY_FILE)).public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return raw.hex()[:16]


def seal(text):
    """A secret as it may rest in the database: whoever reads a copy of the rows alone learns nothing."""
    return _sealing(ledger_key()).encrypt(text.encode()).decode()


def unseal(sealed):
    return _sealing(ledger_key()).decrypt(sealed.encode()).decode()


@lru_cache
def _sealing(key):
    """Derived from the one key that is never changed: SECRET_KEY may be, and would take everybody's codes along."""
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"second steps").derive(key)
    return Fernet(base64.urlsafe_b64encode(derived))


@lru_cache
def _ledger_key(path):
    return bytes.fromhex(_read_or_make(path, secrets.token_hex(32)))


@lru_cache
def _signing_key(path):
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(_read_or_make(path, secrets.token_hex(32))))


def _read_or_make(path, fresh):
    """Read a key file, made on first use where the installation may (KEYS_MAY_BE_MADE; not in production).

    os.link closes the race of those who start together: the loser reads the winner's key.
    """
    if settings.KEYS_MAY_BE_MADE and not os.path.exists(path):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        temporary = f"{path}.{secrets.token_hex(8)}"
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(fresh)
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(temporary)
    with open(path) as source:
        return source.read().strip()
