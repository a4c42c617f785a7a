# SPDX-License-Identifier: Apache-2.0
"""Parameters, polling and links: sections 2 and 7 of the protocol."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from . import sealing
from .connection import Answer, Connection

PARAMETERS_PATH = "/.well-known/cps"
BATCH_TYPE = "application/vnd.cps.batch"
LINKS_TYPE = "application/json"


class RetrieveError(Exception):
    """An answer that the protocol does not have."""


@dataclass(frozen=True)
class Parameters:
    """What a client needs of a deployment's parameters."""

    sealed_size: int
    lifetime: int
    entries_default: int
    entries_maximum: int
    uses: int
    uses_per_index: int
    epoch: int
    grace: int
    issuer_name: str
    issuer_host: str
    issuer_port: int


def fetch_parameters(public: Connection) -> Parameters:
    """Fetches the parameters. Another version than 1 is refused."""
    answer = public.request("GET", PARAMETERS_PATH)
    if answer.status != 200 or answer.header("Content-Type") != "application/json":
        raise RetrieveError(f"no parameters: {answer.status}")
    json = answer.json()
    if json["version"] != 1:
        raise RetrieveError(f"version {json['version']}")
    url = urlsplit(json["issuer"]["url"])
    if url.scheme != "https" or url.path or not url.hostname:
        raise RetrieveError(f"issuer at {json['issuer']['url']}")
    return Parameters(
        sealed_size=json["sealedSize"],
        lifetime=json["lifetime"],
        entries_default=json["entries"]["default"],
        entries_maximum=json["entries"]["maximum"],
        uses=json["token"]["uses"],
        uses_per_index=json["token"]["usesPerIndex"],
        epoch=json["token"]["epoch"],
        grace=json["token"]["grace"],
        issuer_name=json["issuer"]["name"],
        issuer_host=url.hostname,
        issuer_port=url.port or 443,
    )


def poll_answer(public: Connection, prefix: str, entries: int | None = None, accept: str = BATCH_TYPE) -> Answer:
    """Polls with a prefix of 1 to 64 hexadecimal digits (RFC 8816 section 9)."""
    query = "" if entries is None else f"?entries={entries}"
    return public.request("GET", f"/cps/{prefix}/ppts{query}", [("Accept", accept)])


def _batch(answer: Answer) -> bytes:
    """The bytes of an answer that is a batch."""
    if answer.status != 200 or answer.header("Content-Type") != BATCH_TYPE:
        raise RetrieveError(f"no batch: {answer.status} {answer.header('Content-Type')} {answer.body[:300]!r}")
    return answer.body


def poll(public: Connection, secret: bytes, prefix: str, entries: int, sealed_size: int) -> list[sealing.Opened]:
    """Polls, and opens with a secret of 32 bytes what can be opened."""
    return sealing.open_batch(secret, _batch(poll_answer(public, prefix, entries)), entries, sealed_size)


def links(public: Connection, prefix: str, entries: int) -> list[str]:
    """The links of a collection (RFC 8816 section 9): as many as there are entries."""
    answer = poll_answer(public, prefix, entries, LINKS_TYPE)
    if answer.status != 200 or answer.header("Content-Type") != LINKS_TYPE:
        raise RetrieveError(f"no links: {answer.status} {answer.header('Content-Type')}")
    return answer.json()["ppts"]


def follow_answer(public: Connection, link: str) -> Answer:
    """Follows one link (RFC 8816 section 9)."""
    return public.request("GET", link, [("Accept", BATCH_TYPE)])


def follow(public: Connection, secret: bytes, link: str, sealed_size: int) -> list[sealing.Opened]:
    """Follows one link, which leads to a batch of one entry, and tries a secret of 32 bytes on it."""
    return sealing.open_batch(secret, _batch(follow_answer(public, link)), 1, sealed_size)
