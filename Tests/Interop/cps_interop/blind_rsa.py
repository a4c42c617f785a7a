# SPDX-License-Identifier: Apache-2.0
"""Blind RSA signatures (RFC 9474), variant RSABSSA-SHA384-PSS-Deterministic, with 2048-bit keys.

In plain integers: they are not constant in time, which a test client does not need.
"""

import hashlib
import secrets
from dataclasses import dataclass
from math import gcd

MODULUS_SIZE = 256
SALT_SIZE = 48
HASH_SIZE = 48
EM_BITS = 2047
SPKI_SIZE = 342

# AlgorithmIdentifier of RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes (RFC 4055 section 3.1).
# It is compared byte by byte, since RFC 9578 section 6.5 leaves no freedom in it.
_ALGORITHM = bytes.fromhex(
    "303d"
    "06092a864886f70d01010a"  # RSASSA-PSS
    "3030"
    "a00d300b0609608648016503040202"  # hash: SHA-384
    "a11a301806092a864886f70d010108300b0609608648016503040202"  # mask: MGF1 with SHA-384
    "a203020130"  # salt: 48
)


class BlindRSAError(Exception):
    """A key, a message or a signature that RFC 9474 refuses."""


@dataclass(frozen=True)
class PublicKey:
    """An RSA public key: modulus of 2048 bits and exponent."""

    n: int
    e: int


def _read(der: bytes, tag: int) -> tuple[bytes, bytes]:
    """The content of the DER value with this tag that `der` begins with, and what follows it (X.690 section 8.1)."""
    if len(der) < 2 or der[0] != tag:
        raise BlindRSAError(f"no DER value with tag {tag:#x}")
    size, start = der[1], 2
    if size >= 0x80:
        start = 2 + (size & 0x7F)
        size = int.from_bytes(der[2:start], "big")
    if len(der) < start + size:
        raise BlindRSAError("DER value is cut off")
    return der[start : start + size], der[start + size :]


def parse_spki(der: bytes) -> PublicKey:
    """The key of a SubjectPublicKeyInfo of 342 bytes (RFC 9578 section 6.5, RFC 5280 section 4.1)."""
    if len(der) != SPKI_SIZE:
        raise BlindRSAError(f"SubjectPublicKeyInfo of {len(der)} bytes")
    info, rest = _read(der, 0x30)
    if rest or not info.startswith(_ALGORITHM):
        raise BlindRSAError("not RSASSA-PSS with SHA-384 and a salt of 48 bytes")
    bits, rest = _read(info[len(_ALGORITHM) :], 0x03)
    if rest or bits[:1] != b"\x00":
        raise BlindRSAError("malformed bit string")
    numbers, rest = _read(bits[1:], 0x30)
    modulus, exponents = _read(numbers, 0x02)
    exponent, end = _read(exponents, 0x02)
    key = PublicKey(int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big"))
    if rest or end or key.n.bit_length() != 2048 or key.e != 65537:
        raise BlindRSAError("not a modulus of 2048 bits with exponent 65537")
    return key


def _mgf1(seed: bytes, size: int) -> bytes:
    """MGF1 with SHA-384 (RFC 8017 appendix B.2.1): `size` bytes."""
    blocks = (hashlib.sha384(seed + i.to_bytes(4, "big")).digest() for i in range(-(-size // HASH_SIZE)))
    return b"".join(blocks)[:size]


def _xor(a: bytes, b: bytes) -> bytes:
    """Exclusive or of two strings of one size."""
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def emsa_pss_encode(message: bytes, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE (RFC 8017 section 9.1.1) with emBits 2047: a salt of 48 bytes in, 256 bytes out."""
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    db = bytes(MODULUS_SIZE - SALT_SIZE - HASH_SIZE - 2) + b"\x01" + salt
    masked = bytearray(_xor(db, _mgf1(digest, len(db))))
    masked[0] &= 0x7F  # 8 * 256 - 2047 = 1 bit has to be zero
    return bytes(masked) + digest + b"\xbc"


def _emsa_pss_verify(message: bytes, encoded: bytes) -> bool:
    """EMSA-PSS-VERIFY (RFC 8017 section 9.1.2) of 256 bytes: takes the salt out, and encodes again."""
    masked, digest = encoded[: -HASH_SIZE - 1], encoded[-HASH_SIZE - 1 : -1]
    db = _xor(masked, _mgf1(digest, len(masked)))
    return emsa_pss_encode(message, db[-SALT_SIZE:]) == encoded


@dataclass(frozen=True)
class Blinded:
    """A blinded message, 256 bytes, and the inverse of the factor that undoes it."""

    message: bytes
    inverse: int


def blind(key: PublicKey, message: bytes, salt: bytes | None = None, factor: int | None = None) -> Blinded:
    """Blind (RFC 9474 section 4.2) of a message of any size. `salt` (48 bytes) and `factor` are for vectors only."""
    m = int.from_bytes(emsa_pss_encode(message, secrets.token_bytes(SALT_SIZE) if salt is None else salt), "big")
    if gcd(m, key.n) != 1:
        raise BlindRSAError("invalid input")
    r = factor or secrets.randbelow(key.n - 1) + 1
    blinded = m * pow(r, key.e, key.n) % key.n
    return Blinded(blinded.to_bytes(MODULUS_SIZE, "big"), pow(r, -1, key.n))


def finalize(key: PublicKey, message: bytes, blind_signature: bytes, inverse: int) -> bytes:
    """Finalize (RFC 9474 section 4.4): a blind signature of 256 bytes in, a verified signature of 256 bytes out."""
    if len(blind_signature) != MODULUS_SIZE:
        raise BlindRSAError(f"blind signature of {len(blind_signature)} bytes")
    z = int.from_bytes(blind_signature, "big")
    signature = (z * inverse % key.n).to_bytes(MODULUS_SIZE, "big")
    if not verify(key, message, signature):
        raise BlindRSAError("invalid signature")
    return signature


def verify(key: PublicKey, message: bytes, signature: bytes) -> bool:
    """RSASSA-PSS-VERIFY (RFC 8017 section 8.1.2) of a signature of 256 bytes, with SHA-384 and a salt of 48 bytes."""
    s = int.from_bytes(signature, "big")
    if len(signature) != MODULUS_SIZE or s >= key.n:
        return False
    return _emsa_pss_verify(message, pow(s, key.e, key.n).to_bytes(MODULUS_SIZE, "big"))
