"""Sealed files: encrypted with AES-256-GCM under names that say nothing, for a browser that knows the portal's key. Pure.

A file is a nonce of 12 bytes, then the ciphertext with its tag. Its plaintext is the content's length (four bytes, the
highest first), the content, and zeros up to a multiple of 4 KiB. What is authenticated beside it is its path, so no file
can stand in for another. The nonce is made of path and plaintext by a key of its own: equal content gives equal bytes,
and no nonce is used for two contents. `theme/seal/seal.js` is the other half.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aboveboard.frozen import frozen
from aboveboard.publish.capabilities import Purpose, derived, name_of

PAGE_BYTES = 4096

_NONCE_BYTES = 12
_TAG_BYTES = 16
_LENGTH_BYTES = 4


class NotSealed(ValueError):
    """These bytes were not sealed with this key for this path."""


@frozen
class Seal:
    """A portal's seal. `name` is the folder that it lies in, `key` what opens it; neither tells the other."""

    name: str
    key: bytes = field(repr=False)
    content: AESGCM = field(repr=False, compare=False)
    names: bytes = field(repr=False, compare=False)
    nonces: bytes = field(repr=False, compare=False)

    @property
    def key_text(self) -> str:
        """As it stands in an address: base64url without padding, 43 characters."""
        return base64.urlsafe_b64encode(self.key).decode().rstrip("=")

    def name_of(self, path: str) -> str:
        """What the file of this path is called; the path counts from the top of the portal."""
        return name_of(hmac.digest(self.names, path.encode(), hashlib.sha256))

    def sealed(self, path: str, content: bytes) -> bytes:
        padding = -(_LENGTH_BYTES + len(content)) % PAGE_BYTES
        plain = len(content).to_bytes(_LENGTH_BYTES, "big") + content + bytes(padding)
        name = path.encode()
        told = len(name).to_bytes(_LENGTH_BYTES, "big") + name + plain
        nonce = hmac.digest(self.nonces, told, hashlib.sha256)[:_NONCE_BYTES]
        return nonce + self.content.encrypt(nonce, plain, name)

    def opened(self, path: str, data: bytes) -> bytes:
        """The content; raises NotSealed for another path, another key, or bytes that somebody changed."""
        if len(data) < _NONCE_BYTES + _TAG_BYTES + _LENGTH_BYTES:
            raise NotSealed(path)
        try:
            plain = self.content.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], path.encode())
        except InvalidTag as error:
            raise NotSealed(path) from error
        return plain[_LENGTH_BYTES:][: int.from_bytes(plain[:_LENGTH_BYTES], "big")]


def seal_of(secret: bytes, customer: str, epoch: int) -> Seal:
    """The seal of a customer's portal; another epoch has another name and another key."""
    key = derived(secret, Purpose.SEALED_KEY, customer, epoch)
    name = name_of(derived(secret, Purpose.SEALED_PATH, customer, epoch))
    return Seal(name, key, AESGCM(_part(key, "content")), _part(key, "names"), _part(key, "nonces"))


def _part(key: bytes, purpose: str) -> bytes:
    """A key of its own for each use: HMAC-SHA256 of the portal's, as the browser makes it too."""
    return hmac.digest(key, f"aboveboard seal 1 {purpose}".encode(), hashlib.sha256)
