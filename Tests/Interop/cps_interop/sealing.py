# SPDX-License-Identifier: Apache-2.0
"""Index of a key, sealed PASSporTs, and batches: sections 3, 5 and 7 of the protocol."""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import hpke

SEALED_VERSION = 0x01
BATCH_VERSION = 0x01
SEALED_INFO = b"cps-passport-v1"
BATCH_INFO = b"cps-batch-v1"
HEAD_SIZE = 35  # of a batch: version, number of entries, E
ENTRY_OVERHEAD = 24  # pending, remaining, zeros, and the tag
SEALED_OVERHEAD = 51  # version, enc, tag, and the length


class SealingError(Exception):
    """Bytes that are not what the protocol says."""


class TooOld(SealingError):
    """A sealed PASSporT or a batch of a suite that this client does not know."""


def index(public_key: bytes) -> bytes:
    """The index, 32 bytes, of an X25519 public key of 32 bytes."""
    return hashlib.sha256(b"cps-index-v1" + public_key).digest()


def seal(public_key: bytes, passports: list[str], sealed_size: int, ephemeral: bytes | None = None) -> bytes:
    """Seals PASSporTs (RFC 8225) by HPKE (RFC 9180 section 6.1) to a key of 32 bytes: `sealed_size` bytes."""
    text = b"\n".join(p.encode() for p in passports)
    if not passports or not all(passports) or len(text) > sealed_size - SEALED_OVERHEAD:
        raise SealingError(f"{len(text)} bytes of PASSporTs")
    plaintext = (len(text).to_bytes(2, "big") + text).ljust(sealed_size - SEALED_OVERHEAD + 2, b"\x00")
    enc, context = hpke.setup_sender(public_key, SEALED_INFO, ephemeral)
    return bytes([SEALED_VERSION]) + enc + context.seal(index(public_key), plaintext)


def unseal(secret: bytes, sealed: bytes) -> list[str]:
    """The PASSporTs (RFC 8225) of a sealed PASSporT of any size, with the recipient's secret of 32 bytes."""
    if len(sealed) <= SEALED_OVERHEAD:
        raise SealingError(f"sealed PASSporT of {len(sealed)} bytes")
    if sealed[0] != SEALED_VERSION:
        raise TooOld(f"sealed PASSporT of suite {sealed[0]}: this client is too old")
    try:
        context = hpke.setup_receiver(sealed[1:33], secret, SEALED_INFO)
        plaintext = context.open(index(hpke.public_key(secret)), sealed[33:])
    except (InvalidTag, ValueError) as error:  # ValueError: enc of low order
        raise SealingError("does not open with this key") from error
    size = int.from_bytes(plaintext[:2], "big")
    if not 0 < size <= len(plaintext) - 2:
        raise SealingError(f"length {size}")
    if any(plaintext[2 + size :]):
        raise SealingError("padding that is not zero")
    try:
        passports = plaintext[2 : 2 + size].decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise SealingError("not UTF-8") from error
    if not all(passports):
        raise SealingError("an empty PASSporT")
    return passports


@dataclass(frozen=True)
class Opened:
    """An entry that opened: its place, the sealed PASSporT, the number pending, and the seconds remaining."""

    position: int
    sealed: bytes
    pending: int
    remaining: int


def batch_size(entries: int, sealed_size: int) -> int:
    """Size of a batch: 35 bytes and, for each entry, `sealed_size` + 24."""
    return HEAD_SIZE + entries * (sealed_size + ENTRY_OVERHEAD)


def open_batch(secret: bytes, batch: bytes, entries: int, sealed_size: int) -> list[Opened]:
    """Tries a secret of 32 bytes on every entry of a batch, after one decapsulation (RFC 9180 section 5.3)."""
    if batch[:1] != bytes([BATCH_VERSION]):
        raise TooOld("batch of another version: this client is too old")
    if len(batch) != batch_size(entries, sealed_size) or int.from_bytes(batch[1:3], "big") != entries:
        raise SealingError(f"batch of {len(batch)} bytes with {int.from_bytes(batch[1:3], 'big')} entries")
    head = batch[:HEAD_SIZE]
    try:
        key = hpke.setup_receiver(head[3:], secret, BATCH_INFO).export(b"entry-key", 32)
    except ValueError as error:
        raise SealingError("the batch's key is of low order") from error
    cipher, opened = AESGCM(key), []
    for position in range(entries):
        start = HEAD_SIZE + position * (sealed_size + ENTRY_OVERHEAD)
        entry = batch[start : start + sealed_size + ENTRY_OVERHEAD]
        try:
            plaintext = cipher.decrypt(position.to_bytes(12, "big"), entry, head)
        except InvalidTag:
            continue  # random, or somebody else's
        sealed, tail = plaintext[:sealed_size], plaintext[sealed_size:]
        if any(tail[4:]):
            raise SealingError("the four bytes that are zero are not")
        opened.append(Opened(position, sealed, int.from_bytes(tail[:2], "big"), int.from_bytes(tail[2:4], "big")))
    return opened
