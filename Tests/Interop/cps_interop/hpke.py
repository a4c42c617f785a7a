# SPDX-License-Identifier: Apache-2.0
"""HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.

The key schedule is written out here, because this client needs Export, and because an own one is a second
opinion on the service's.
"""

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEM_ID = 0x0020
KDF_ID = 0x0001
AEAD_ID = 0x0002

KEM_SUITE = b"KEM" + KEM_ID.to_bytes(2, "big")
HPKE_SUITE = b"HPKE" + KEM_ID.to_bytes(2, "big") + KDF_ID.to_bytes(2, "big") + AEAD_ID.to_bytes(2, "big")

KEY_SIZE = 32  # Nk of AES-256-GCM
NONCE_SIZE = 12  # Nn
TAG_SIZE = 16  # Nt
ENC_SIZE = 32  # Nenc of X25519


def _extract(salt: bytes, key: bytes) -> bytes:
    """HKDF-Extract with SHA-256 (RFC 5869 section 2.2): any sizes in, 32 bytes out."""
    return hmac.new(salt or bytes(32), key, hashlib.sha256).digest()


def _expand(prk: bytes, info: bytes, size: int) -> bytes:
    """HKDF-Expand with SHA-256 (RFC 5869 section 2.3): a `prk` of 32 bytes in, `size` bytes out, at most 8160."""
    out, block, counter = b"", b"", 1
    while len(out) < size:
        block = hmac.new(prk, block + info + bytes([counter]), hashlib.sha256).digest()
        out += block
        counter += 1
    return out[:size]


def labeled_extract(suite: bytes, salt: bytes, label: bytes, key: bytes) -> bytes:
    """LabeledExtract (RFC 9180 section 4): 32 bytes out."""
    return _extract(salt, b"HPKE-v1" + suite + label + key)


def labeled_expand(suite: bytes, prk: bytes, label: bytes, info: bytes, size: int) -> bytes:
    """LabeledExpand (RFC 9180 section 4): a `prk` of 32 bytes in, `size` bytes out."""
    return _expand(prk, size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, size)


def public_key(secret: bytes) -> bytes:
    """The X25519 public key, 32 bytes, of a secret of 32 bytes (RFC 7748 section 6.1)."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def _shared_secret(dh: bytes, enc: bytes, recipient: bytes) -> bytes:
    """ExtractAndExpand (RFC 9180 section 4.1): three times 32 bytes in, a shared secret of 32 bytes out."""
    prk = labeled_extract(KEM_SUITE, b"", b"eae_prk", dh)
    return labeled_expand(KEM_SUITE, prk, b"shared_secret", enc + recipient, 32)


def encap(recipient: bytes, ephemeral: bytes | None = None) -> tuple[bytes, bytes]:
    """Encap (RFC 9180 section 4.1) to a public key of 32 bytes: the shared secret, 32 bytes, and `enc`, 32 bytes.

    `ephemeral`, a secret of 32 bytes, is for test vectors only.
    """
    secret = X25519PrivateKey.from_private_bytes(ephemeral) if ephemeral else X25519PrivateKey.generate()
    enc = secret.public_key().public_bytes_raw()
    # The exchange raises ValueError where the result is all zeros, as section 7.1.4 asks.
    dh = secret.exchange(X25519PublicKey.from_public_bytes(recipient))
    return _shared_secret(dh, enc, recipient), enc


def decap(enc: bytes, secret: bytes) -> bytes:
    """Decap (RFC 9180 section 4.1): `enc` of 32 bytes and a secret of 32 bytes in, the shared secret out, 32 bytes."""
    private = X25519PrivateKey.from_private_bytes(secret)
    dh = private.exchange(X25519PublicKey.from_public_bytes(enc))
    return _shared_secret(dh, enc, private.public_key().public_bytes_raw())


@dataclass(frozen=True)
class Context:
    """An HPKE context: key (32 bytes), base nonce (12 bytes) and exporter secret (32 bytes)."""

    key: bytes
    base_nonce: bytes
    exporter_secret: bytes

    def seal(self, aad: bytes, plaintext: bytes) -> bytes:
        """ContextS.Seal (RFC 9180 section 5.2) at sequence number 0: 16 bytes more than the plaintext."""
        return AESGCM(self.key).encrypt(self.base_nonce, plaintext, aad)

    def open(self, aad: bytes, ciphertext: bytes) -> bytes:
        """ContextR.Open (RFC 9180 section 5.2) at sequence number 0: 16 bytes fewer. Raises InvalidTag."""
        return AESGCM(self.key).decrypt(self.base_nonce, ciphertext, aad)

    def export(self, label: bytes, size: int) -> bytes:
        """Context.Export (RFC 9180 section 5.3): `size` bytes."""
        return labeled_expand(HPKE_SUITE, self.exporter_secret, b"sec", label, size)


def _key_schedule(shared_secret: bytes, info: bytes) -> Context:
    """KeySchedule (RFC 9180 section 5.1) of base mode, which has no PSK: a shared secret of 32 bytes in."""
    psk_id_hash = labeled_extract(HPKE_SUITE, b"", b"psk_id_hash", b"")
    info_hash = labeled_extract(HPKE_SUITE, b"", b"info_hash", info)
    schedule = b"\x00" + psk_id_hash + info_hash
    secret = labeled_extract(HPKE_SUITE, shared_secret, b"secret", b"")
    return Context(
        key=labeled_expand(HPKE_SUITE, secret, b"key", schedule, KEY_SIZE),
        base_nonce=labeled_expand(HPKE_SUITE, secret, b"base_nonce", schedule, NONCE_SIZE),
        exporter_secret=labeled_expand(HPKE_SUITE, secret, b"exp", schedule, 32),
    )


def setup_sender(recipient: bytes, info: bytes, ephemeral: bytes | None = None) -> tuple[bytes, Context]:
    """SetupBaseS (RFC 9180 section 5.1.1) to a public key of 32 bytes: `enc`, 32 bytes, and the context."""
    shared_secret, enc = encap(recipient, ephemeral)
    return enc, _key_schedule(shared_secret, info)


def setup_receiver(enc: bytes, secret: bytes, info: bytes) -> Context:
    """SetupBaseR (RFC 9180 section 5.1.1): `enc` of 32 bytes and a secret of 32 bytes in."""
    return _key_schedule(decap(enc, secret), info)
