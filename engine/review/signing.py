"""Signatures with Ed25519 keys, by the package `cryptography`, which is needed only by those who sign or check.

In: keys in files, messages. Out: signatures, as words. Which key is whose is said by a file of keys that is kept apart from
the log: whoever can rewrite a log could rewrite what it says of keys.
"""

from __future__ import annotations

import base64
import contextlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.extras import need
from wayhome.engine.sources import read_bytes, read_yaml, write_atomically

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PREFIX = b"wayhome review log\n"
"""So that a signature given for something else never fits."""
_LARGEST_KEY = 100_000


@dataclass(frozen=True)
class Signer:
    """Somebody's key."""

    _key: Ed25519PrivateKey
    public: str
    """The public half, as a word."""

    def sign(self, message: bytes) -> str:
        """The signature of a message, as a word."""
        return base64.b64encode(self._key.sign(_PREFIX + message)).decode()


class LockedKeyError(InputError):
    """The key is locked with a passphrase that was not given, or another."""


def make_key(path: Path, passphrase: str | None = None) -> str:
    """Write a new private key, readable by its owner alone, and the public half beside it; returns the public half.

    Raises InputError if a file exists or cannot be written.
    """
    need("cryptography", "sign")
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public_path = Path(f"{path}.pub")
    if public_path.exists():
        raise InputError.at(str(public_path), "the file exists", mend="choose another name")
    key = Ed25519PrivateKey.generate()
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        encryption = serialization.BestAvailableEncryption(passphrase.encode())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InputError.at(str(path), "the file exists", mend="choose another name") from None
    except OSError as error:
        raise InputError.at(str(path), f"cannot be written: {error.strerror or error}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    public = _public_of(key)
    write_atomically(public_path, f"{public}\n", replace=False)
    return public


def load_signer(path: Path, passphrase: str | None = None) -> Signer:
    """Read a private key; raises LockedKeyError if it needs a passphrase, InputError if it is no Ed25519 key."""
    need("cryptography", "sign")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    data = read_bytes(path, _LARGEST_KEY)
    try:
        key = load_pem_private_key(data, passphrase.encode() if passphrase else None)
    except TypeError:  # a passphrase is missing, or given for a key that has none
        if passphrase:
            return load_signer(path)
        raise LockedKeyError.at(str(path), "the key is locked with a passphrase") from None
    except Exception:  # what is no key fails in many ways
        if passphrase:
            raise LockedKeyError.at(str(path), "not the passphrase of this key") from None
        mend = "make one with `wayhome review keygen`"
        raise InputError.at(str(path), "not a private key", "an Ed25519 key in PEM", mend) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError.at(str(path), "a key of another kind", "an Ed25519 key", "make one with `wayhome review keygen`")
    return Signer(key, _public_of(key))


def _public_of(key: Ed25519PrivateKey) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def is_signed(public: str, signature: str, message: bytes) -> bool:
    """Whether a signature of a message was made with the private half of a key."""
    need("cryptography", "sign")
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    with contextlib.suppress(InvalidSignature, ValueError):
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), _PREFIX + message)
        return True
    return False


def read_keys(path: Path, roles: Iterable[str] | None = None) -> Mapping[str, tuple[str, ...]]:
    """A file of keys: body (by its role, such as `ministry-labour`) to its public key, or a list of those it has had.

    Raises InputError for what is no key, for a body without one, and, if `roles` are given, for a body that is none of them:
    a slip there would leave its answers unchecked.
    """
    source = read_yaml(path)
    if not isinstance(source.value, dict):
        raise InputError.at(source.place(), "a file of keys is a list of `body: key` lines")
    found = {}
    for body, given in source.value.items():
        if roles is not None and body not in roles:
            hint = did_you_mean(body, roles)
            raise InputError.at(source.place(body), f"there is no body {body!r}", "a role, such as ministry-labour", hint)
        keys = given if isinstance(given, list) and given else [given]
        for key in keys:
            if not isinstance(key, str) or not _is_public(key):
                mend = "take it from the .pub file that `wayhome review keygen` wrote"
                raise InputError.at(source.place(body), f"{key!r} is no public key", mend=mend)
        found[body] = tuple(str(key).strip() for key in keys)
    return found


def _is_public(word: str) -> bool:
    with contextlib.suppress(ValueError):
        return len(base64.b64decode(word.strip(), validate=True)) == 32
    return False
