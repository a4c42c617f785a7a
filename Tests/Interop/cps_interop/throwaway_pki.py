# SPDX-License-Identifier: Apache-2.0
"""Certificates and PASSporTs that are made for one run of the tests and thrown away."""

import base64
import datetime
import ipaddress
import json
import os
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# SEQUENCE { [0] EXPLICIT IA5String "1234" }: one ServiceProviderCode (RFC 8226 section 9).
TN_AUTH_LIST = bytes.fromhex("3008a0061604") + b"1234"
TN_AUTH_LIST_OID = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.26")


def tn_auth_list(number: str) -> x509.UnrecognizedExtension:
    """A TNAuthList of one number: SEQUENCE { [2] EXPLICIT IA5String } (RFC 8226 section 9)."""
    text = b"\x16" + bytes([len(number)]) + number.encode()
    entry = b"\xa2" + bytes([len(text)]) + text
    return x509.UnrecognizedExtension(TN_AUTH_LIST_OID, b"\x30" + bytes([len(entry)]) + entry)


def _name(common_name: str) -> x509.Name:
    """A distinguished name of one common name (RFC 5280 section 4.1.2.4)."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(subject: x509.Name, issuer: x509.Name, public_key, days: tuple[int, int]) -> x509.CertificateBuilder:
    """A certificate (RFC 5280 section 4.1) that is valid from and to so many days from now."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=days[0]))
        .not_valid_after(now + datetime.timedelta(days=days[1]))
    )


def _key_usage(**given: bool) -> x509.KeyUsage:
    """A key usage (RFC 5280 section 4.2.1.3) with only the given bits."""
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    ).split()
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})


class Authority:
    """A certificate authority with a P-256 key."""

    def __init__(self, common_name: str):
        """Makes the key and the self-signed certificate (RFC 5280 section 4.2.1.9)."""
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name(common_name)
        self.certificate = (
            _builder(self._name, self._name, self._key.public_key(), (-1, 30))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )

    def issue(self, common_name: str, key, extensions, days: tuple[int, int] = (-1, 7)) -> x509.Certificate:
        """A leaf certificate (RFC 5280 section 4.2) with these extensions, each with its criticality."""
        builder = (
            _builder(_name(common_name), self._name, key.public_key(), days)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(digital_signature=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
            )
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(self._key, hashes.SHA256())


class Folder:
    """PEM files (RFC 7468) in one folder."""

    def __init__(self, path: str):
        """Remembers the folder, which exists."""
        self.path = path

    def write_certificate(self, name: str, certificate: x509.Certificate) -> str:
        """Writes a certificate, and gives its path."""
        return self._write(name, certificate.public_bytes(serialization.Encoding.PEM))

    def write_key(self, name: str, key) -> str:
        """Writes a private key in PKCS #8 (RFC 5958), readable by its owner only, and gives its path."""
        return self._write(
            name,
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
        )

    def _write(self, name: str, content: bytes) -> str:
        """Writes a file with mode 0600."""
        path = os.path.join(self.path, name)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        return path


def server_certificate(authority: Authority, key) -> x509.Certificate:
    """A TLS server certificate for localhost and 127.0.0.1 (RFC 5280 section 4.2.1.6)."""
    names = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))]
    )
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return authority.issue("localhost", key, [(names, False), (usage, False)])


def stir_certificate(
    authority: Authority, key, critical: bool = False, days: tuple[int, int] = (-1, 7)
) -> x509.Certificate:
    """A STIR certificate (RFC 8226 section 9) with a TNAuthList of one service provider code."""
    extension = x509.UnrecognizedExtension(TN_AUTH_LIST_OID, TN_AUTH_LIST)
    return authority.issue("SHAKEN 1234", key, [(extension, critical)], days)


def _base64url(data: bytes) -> str:
    """base64url without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def passport(key, origin: str, destination: str) -> str:
    """A full-form PASSporT (RFC 8225 section 4) in JWS compact serialization, signed with a P-256 key."""
    head = {"alg": "ES256", "typ": "passport", "x5u": "https://certificates.example.org/1234.cer"}
    claims = {"dest": {"tn": [destination]}, "iat": int(time.time()), "orig": {"tn": origin}}
    signed = ".".join(_base64url(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{signed}.{_base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
