# SPDX-License-Identifier: Apache-2.0
"""A TLS 1.3 client that says other things in its handshake than it should (RFC 8446 section 4.4)."""

import socket
from dataclasses import dataclass, field
from typing import Callable

from tlslite.api import HandshakeSettings, TLSConnection, X509CertChain, parsePEMKey
from tlslite.constants import ContentType
from tlslite.keyexchange import KeyExchange
from tlslite.messages import Certificate, CertificateVerify, Finished


@dataclass
class Cheat:
    """What becomes of the messages that an honest client would send, and what it signs."""

    # The messages that are sent instead of one.
    instead: Callable[[object], list] = lambda message: [message]
    # The party that the signature claims to be of (RFC 8446 section 4.4.3).
    signs_as: bytes = b"client"


@dataclass
class Outcome:
    """How far it came."""

    # What the service answered to a request, empty where it closed the connection.
    answer: bytes = b""
    # The signature that was sent, if any.
    signature: bytes = b""
    # What the other side, or the library, had against it.
    complaint: str = field(default="")


def certificates(path: str) -> X509CertChain:
    """A chain of certificates in a PEM file (RFC 7468)."""
    chain = X509CertChain()
    with open(path, encoding="ascii") as file:
        chain.parsePemList(file.read())
    return chain


class _Connection(TLSConnection):
    """A connection whose messages go through a cheat."""

    def __init__(self, plain: socket.socket, cheat: Cheat):
        """Takes over a connected socket."""
        super().__init__(plain)
        self._cheat, self.signature = cheat, b""

    def _sendMsg(self, msg, *args, **kwargs):
        """Sends what the cheat makes of a message; each becomes part of the transcript (RFC 8446 section 4.4.1)."""
        if isinstance(msg, CertificateVerify):
            self.signature = bytes(msg.signature)
        for other in self._cheat.instead(msg):
            yield from super()._sendMsg(other, *args, **kwargs)

    def _sendMsgs(self, msgs):
        """Sends several, each by itself."""
        for msg in msgs:
            yield from self._sendMsg(msg)


def attempt(
    address: tuple[str, int], credential: tuple[str, str] | None, cheat: Cheat, request: bytes, afterwards=()
) -> Outcome:
    """Connects as a cheat, sends handshake messages that nobody asked for, then a request, and reads what comes."""
    outcome = Outcome()
    settings = HandshakeSettings()
    settings.minVersion = (3, 4)
    # Certificates as they are (RFC 8879 would wrap them), so that a cheat knows them.
    settings.certificate_compression_send = []
    honest = KeyExchange.calcVerifyBytes

    def other_party(version, hashes, scheme, premaster, client, server, prf, peer_tag=b"client", key_type=None):
        tag = cheat.signs_as if peer_tag == b"client" else peer_tag
        return honest(version, hashes, scheme, premaster, client, server, prf, tag, key_type)

    with socket.create_connection(address, 20) as plain:
        plain.settimeout(20)
        connection = _Connection(plain, cheat)
        KeyExchange.calcVerifyBytes = staticmethod(other_party)
        try:
            key = chain = None
            if credential:
                chain = certificates(credential[0])
                with open(credential[1], encoding="ascii") as file:
                    key = parsePEMKey(file.read(), private=True)
            connection.handshakeClientCert(chain, key, settings=settings, serverName="localhost", alpn=[b"http/1.1"])
            for message in afterwards:
                for _ in TLSConnection._sendMsg(connection, message, update_hashes=False):
                    pass
            connection.write(request)
            while part := connection.read(max=65536):
                outcome.answer += bytes(part)
        except Exception as error:  # the library has many kinds, and each means that the service did not go along
            outcome.complaint = f"{type(error).__name__}: {error}"
        finally:
            KeyExchange.calcVerifyBytes = staticmethod(honest)
            outcome.signature = connection.signature
    return outcome


__all__ = ["Certificate", "CertificateVerify", "Cheat", "ContentType", "Finished", "Outcome", "attempt", "certificates"]
