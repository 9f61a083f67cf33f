"""What people hold in their hands: an app that shows six digits (RFC 6238), a telephone that keeps passkeys (WebAuthn).

Both are written from the standards and know nothing of the code they talk to.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
import struct
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


def code_of_now(words, late=0):
    """The code that an app shows for the key as it was typed, `late` seconds ago."""
    secret = base64.b32decode(words.replace(" ", ""))
    digest = hmac.new(secret, struct.pack(">Q", int(time.time() - late) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def key_on(page):
    """The key that a set-up page shows beside its picture."""
    return re.search(r'<code class="to-copy">([A-Z2-7 ]+)</code>', page.content.decode())[1]


class Telephone:
    """One passkey: made for an offer, then shown for a challenge; `site` is where its browser stands."""

    def __init__(self, site="https://testserver"):
        self.site = site
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.handle = b""

    def make(self, offer):
        asked = offer["publicKey"]
        self.handle = _bytes(asked["user"]["id"])
        at = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: at.x.to_bytes(32, "big"), -3: at.y.to_bytes(32, "big")}
        known = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(cose)
        seen = self._seen(asked["rp"]["id"], PRESENT_AND_VERIFIED | WITH_KEY) + known
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": seen})
        return self._answer(
            clientDataJSON=self._client("webauthn.create", asked["challenge"]), attestationObject=attested
        )

    def show(self, challenge, place=None):
        asked = challenge["publicKey"]
        client = self._client("webauthn.get", asked["challenge"])
        seen = self._seen(place or asked["rpId"], PRESENT_AND_VERIFIED)
        signature = self.key.sign(seen + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=client, authenticatorData=seen, signature=signature, userHandle=self.handle
        )

    def _seen(self, place, flags):
        return hashlib.sha256(place.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, act, challenge):
        return json.dumps({"type": act, "challenge": challenge, "origin": self.site}).encode()

    def _answer(self, **response):
        own = _text(self.id)
        return json.dumps(
            {
                "id": own,
                "rawId": own,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {name: _text(value) for name, value in response.items()},
            }
        )


def _bytes(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(value):
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
