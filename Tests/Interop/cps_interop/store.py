# SPDX-License-Identifier: Apache-2.0
"""Storing a sealed PASSporT: section 6 of the protocol."""

import base64
import hashlib
from dataclasses import dataclass, replace

from . import sealing
from .connection import Answer, Connection
from .tokens import Token

PARAMETERS = '("@method" "@path" "content-digest");alg="ed25519"'
MEDIA_TYPE = "application/octet-stream"


def content_digest(body: bytes) -> str:
    """Content-Digest (RFC 9530 section 2) with SHA-256 of a body of any size."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signature_base(path: str, digest: str) -> bytes:
    """The signature base (RFC 9421 section 2.5): four lines, without a line end at the end."""
    return "\n".join(
        [
            '"@method": POST',
            f'"@path": {path}',
            f'"content-digest": {digest}',
            f'"@signature-params": {PARAMETERS}',
        ]
    ).encode("ascii")


@dataclass(frozen=True)
class StoreRequest:
    """A store as it goes over the wire, so that the same bytes can be sent again."""

    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def send(self, public: Connection) -> Answer:
        """Sends it, with a body of 32 bytes more than a sealed PASSporT."""
        return public.request("POST", self.path, self.headers, self.body)

    def with_header(self, name: str, *values: str) -> "StoreRequest":
        """The same request with other values of one header, or without it."""
        headers = [h for h in self.headers if h[0] != name] + [(name, v) for v in values]
        return replace(self, headers=tuple(headers))


def store_request(token: Token, public_key: bytes, sealed: bytes, path: str | None = None) -> StoreRequest:
    """A signed store (RFC 9421 section 3.1, RFC 9577 section 2.2) for a key of 32 bytes, with a token of 354 bytes."""
    path = path or f"/cps/{sealing.index(public_key).hex()}/ppts"
    body = public_key + sealed
    digest = content_digest(body)
    signature = token.key.sign(signature_base(path, digest))
    headers = (
        ("Authorization", f'PrivateToken token="{base64.urlsafe_b64encode(token.value).decode()}"'),
        ("Content-Type", MEDIA_TYPE),
        ("Content-Digest", digest),
        ("Signature-Input", f"store={PARAMETERS}"),
        ("Signature", f"store=:{base64.b64encode(signature).decode()}:"),
    )
    return StoreRequest(path, headers, body)
