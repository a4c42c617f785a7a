# SPDX-License-Identifier: Apache-2.0
"""HTTP/1.1 over TLS 1.3, with the headers that the protocol names and no other."""

import http.client
import json
import ssl
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """An HTTP answer (RFC 9110 section 15): status, headers in their order, and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header that stands there once, or None (RFC 9110 section 5.1)."""
        values = [v for n, v in self.headers if n.lower() == name.lower()]
        if len(values) > 1:
            raise ValueError(f"{name} stands there {len(values)} times")
        return values[0] if values else None

    def json(self) -> dict:
        """The body as a JSON object (RFC 8259)."""
        return json.loads(self.body)


def tls_context(authorities: str, certificate: str | None = None, key: str | None = None) -> ssl.SSLContext:
    """A client's TLS context: TLS 1.3 only (RFC 8446), HTTP/1.1 by ALPN, a certificate where one is given.

    All arguments are paths of PEM files.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_verify_locations(authorities)
    context.set_alpn_protocols(["http/1.1"])
    if certificate:
        context.load_cert_chain(certificate, key)
    return context


class Connection:
    """One connection to one listener. The public and the issuance listener never share a context."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext, timeout: float = 20):
        """Remembers where to connect; the first request does."""
        self._http = http.client.HTTPSConnection(host, port, context=context, timeout=timeout)

    def __enter__(self) -> "Connection":
        """The connection itself."""
        return self

    def __exit__(self, *_) -> None:
        """Closes it."""
        self.close()

    def close(self) -> None:
        """Closes the connection; another request opens a new one."""
        self._http.close()

    def request(self, method: str, target: str, headers=(), body: bytes | None = None) -> Answer:
        """Sends `Host`, the given headers and, with a body, `Content-Length` (RFC 9112 section 3): nothing else."""
        try:
            self._http.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers:
                self._http.putheader(name, value)
            if body is not None:
                self._http.putheader("Content-Length", str(len(body)))
            self._http.endheaders(body)
            response = self._http.getresponse()
            return Answer(response.status, tuple(response.getheaders()), response.read())
        except BaseException:
            # A connection that failed half-way cannot be used again.
            self._http.close()
            raise
