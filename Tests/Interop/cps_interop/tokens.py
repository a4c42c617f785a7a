# SPDX-License-Identifier: Apache-2.0
"""Tokens of Privacy Pass type 0x0002 (RFC 9577, RFC 9578) whose nonce is an Ed25519 public key."""

import base64
import hashlib
import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from . import blind_rsa
from .connection import Answer, Connection

TOKEN_TYPE = b"\x00\x02"
TOKEN_SIZE = 354
TOKEN_INPUT_SIZE = 98
DIRECTORY_PATH = "/.well-known/private-token-issuer-directory"
DIRECTORY_TYPE = "application/private-token-issuer-directory"
REQUEST_TYPE = "application/private-token-request"
RESPONSE_TYPE = "application/private-token-response"


class TokenError(Exception):
    """The issuer did something that this client does not accept."""


class IssuanceRefused(TokenError):
    """The issuer answered with an error, which is in `answer`."""

    def __init__(self, answer: Answer):
        """Keeps the answer."""
        super().__init__(f"{answer.status}: {answer.body[:300]!r}")
        self.answer = answer


@dataclass(frozen=True)
class IssuerKey:
    """An issuer's key: SubjectPublicKeyInfo (342 bytes), its beginning in Unix time, and the path to ask at."""

    spki: bytes
    not_before: int
    request_path: str

    @property
    def key_id(self) -> bytes:
        """token_key_id (RFC 9578 section 6.1), 32 bytes."""
        return hashlib.sha256(self.spki).digest()

    @property
    def rsa(self) -> blind_rsa.PublicKey:
        """The key in integers (RFC 9578 section 6.5)."""
        return blind_rsa.parse_spki(self.spki)


@dataclass(frozen=True)
class Token:
    """A token of 354 bytes and the Ed25519 key that its nonce is the public half of."""

    value: bytes
    key: Ed25519PrivateKey


def challenge(issuer_name: str) -> bytes:
    """TokenChallenge (RFC 9577 section 2.1): 7 bytes and twice the name, with an empty redemption context."""
    name = issuer_name.encode("ascii")
    counted = len(name).to_bytes(2, "big") + name
    return TOKEN_TYPE + counted + b"\x00" + counted


def read_directory(answer: Answer) -> IssuerKey:
    """The key of type 2 of a directory (RFC 9578 section 4)."""
    if answer.status != 200 or answer.header("Content-Type") != DIRECTORY_TYPE:
        raise TokenError(f"no directory: {answer.status} {answer.header('Content-Type')}")
    directory = json.loads(answer.body)
    keys = [k for k in directory["token-keys"] if k["token-type"] == 2]
    if len(keys) != 1:
        raise TokenError(f"{len(keys)} keys of type 2")
    key = IssuerKey(
        base64.b64decode(keys[0]["token-key"], altchars=b"-_", validate=True),
        keys[0]["not-before"],
        directory["issuer-request-uri"],
    )
    blind_rsa.parse_spki(key.spki)
    return key


def fetch_directory(connection: Connection) -> IssuerKey:
    """Fetches the directory (RFC 9578 section 4) from one listener."""
    return read_directory(connection.request("GET", DIRECTORY_PATH))


def agreed_key(issuance: Connection, public: Connection) -> IssuerKey:
    """The key that both listeners show. One shown only to a client that said who it is would mark its tokens."""
    for _ in range(2):  # the second time since a rotation may have come between
        with_certificate, without = fetch_directory(issuance), fetch_directory(public)
        if with_certificate == without:
            return without
    raise TokenError("the issuer shows different keys with and without the certificate")


def token_input(key: Ed25519PrivateKey, issuer_name: str, issuer_key: IssuerKey) -> bytes:
    """What the issuer signs (RFC 9578 section 6.1): 98 bytes."""
    digest = hashlib.sha256(challenge(issuer_name)).digest()
    return TOKEN_TYPE + key.public_key().public_bytes_raw() + digest + issuer_key.key_id


def request_body(issuer_key: IssuerKey, blinded: bytes) -> bytes:
    """TokenRequest (RFC 9578 section 6.1): 259 bytes, of which 256 are the blinded message."""
    return TOKEN_TYPE + issuer_key.key_id[-1:] + blinded


def ask(issuance: Connection, issuer_key: IssuerKey, body: bytes) -> Answer:
    """Sends a token request of 259 bytes (RFC 9578 section 6.1)."""
    return issuance.request("POST", issuer_key.request_path, [("Content-Type", REQUEST_TYPE)], body)


def obtain(issuance: Connection, issuer_name: str, issuer_key: IssuerKey) -> Token:
    """Obtains one token of 354 bytes (RFC 9578 sections 6.1 to 6.3) for a fresh K_temp."""
    key = Ed25519PrivateKey.generate()
    message = token_input(key, issuer_name, issuer_key)
    blinded = blind_rsa.blind(issuer_key.rsa, message)
    answer = ask(issuance, issuer_key, request_body(issuer_key, blinded.message))
    if answer.status != 200:
        raise IssuanceRefused(answer)
    if answer.header("Content-Type") != RESPONSE_TYPE:
        raise TokenError(f"answer of type {answer.header('Content-Type')}")
    authenticator = blind_rsa.finalize(issuer_key.rsa, message, answer.body, blinded.inverse)
    return Token(message + authenticator, key)
