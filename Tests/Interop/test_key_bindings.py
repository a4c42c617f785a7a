# SPDX-License-Identifier: Apache-2.0
"""Key bindings (spec-notes/protocol.md section 10) between the programs and an independent JOSE library.

CPSD is the path of the service's program; `cps` lies beside it.
"""

import base64
import hashlib
import json
import os
import secrets
import subprocess
import time
import unittest

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jws
from joserfc.jwk import ECKey

from cps_interop import hpke, throwaway_pki
from cps_interop.server import Server

BINDING, WITHDRAWAL = "cps-key-binding+jwt", "cps-key-withdrawal+jwt"
NUMBER = "12155551213"


def read_list(body: bytes) -> list[str]:
    """The bindings in an answer; fails where its form is wrong."""
    assert body[0] == 1
    count, position, found = int.from_bytes(body[1:5], "big"), 5, []
    for _ in range(count):
        length = int.from_bytes(body[position : position + 4], "big")
        found.append(body[position + 4 : position + 4 + length].decode())
        position += 4 + length
    assert not any(body[position:])
    return found


def base64url(data: bytes) -> str:
    """base64url without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class KeyBindingTests(unittest.TestCase):
    """A binding made here is taken there, and one made there verifies here."""

    @classmethod
    def setUpClass(cls):
        """Starts a service, and makes a certificate for one number."""
        cls.server = Server(os.environ["CPSD"])
        cls.addClassCleanup(cls.server.stop)
        cls.key = ec.generate_private_key(ec.SECP256R1())
        cls.certificate = cls.server.stir.issue("Callee", cls.key, [(throwaway_pki.tn_auth_list(NUMBER), False)])
        cls.credential = cls.server.credential("callee", cls.certificate, cls.key)
        for _ in range(100):
            with cls.server.public() as connection:
                if connection.request("GET", "/key-bindings/broad").status == 200:
                    break
            time.sleep(0.05)

    def sign(self, claims: dict, typ: str = BINDING, alg: str = "ES256", key=None, **header) -> str:
        """A JWS by the JOSE library, with this signer's certificate."""
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        head = {"alg": alg, "typ": typ, "x5c": [base64.b64encode(der).decode()]} | header
        pem = (key or self.key).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return jws.serialize_compact(head, json.dumps(claims), ECKey.import_key(pem))

    def claims(self, **changed) -> dict:
        """Claims of a binding, some of them changed, and without those that are None."""
        now = int(time.time())
        claims = {
            "cps": "https://cps.example",
            "exp": now + 3600,
            "iat": now,
            "key": base64url(hpke.public_key(secrets.token_bytes(32))),
            "name": "python",
            "nbf": now,
            "numbers": [NUMBER],
            "seq": time.time_ns() // 1000,
            "suite": 1,
        } | changed
        return {name: value for name, value in claims.items() if value is not None}

    def post(self, statement: str, typ: str = BINDING):
        """Publishes or withdraws, as the holder of the certificate."""
        with self.server.issuance(self.credential) as connection:
            return connection.request(
                "POST", "/key-bindings", [("Content-Type", "application/" + typ)], statement.encode()
            )

    def found(self) -> list[str]:
        """The bindings in the number's bucket."""
        with self.server.public() as connection:
            digits = connection.request("GET", "/.well-known/cps").json()["keys"]["digits"]
            bucket = hashlib.sha256(b"cps-number-v1" + NUMBER.encode()).hexdigest()[:digits]
            answer = connection.request(
                "GET", f"/key-bindings/{bucket}", [("Accept", "application/vnd.cps.key-bindings")]
            )
        self.assertEqual(answer.status, 200)
        self.assertEqual(len(answer.body), 16384)
        return read_list(answer.body)

    def cps(self, *arguments: str) -> dict:
        """Runs the program that lies beside the service's, and gives its answer."""
        program = os.path.join(os.path.dirname(os.environ["CPSD"]), "cps")
        done = subprocess.run(
            [program, *arguments], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, check=False
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def at(self) -> list[str]:
        """Where the service is, for the program."""
        port = self.server.listeners["public"][1]
        return ["--service", f"https://localhost:{port}", "--tls-ca", self.server.tls_authority, "--json"]

    def test_made_here_is_taken_and_verified_there(self):
        """Signed by the JOSE library, published over mutual TLS, found and verified by `cps keys lookup`."""
        claims = self.claims()
        signed = self.sign(claims)
        self.assertEqual(self.post(signed).status, 201)
        self.assertIn(signed, self.found())
        looked_up = self.cps("keys", "lookup", NUMBER, "--trust-anchor", self.server._stir_authority, *self.at())
        self.assertIn(claims["key"], [base64url(bytes.fromhex(key["publicKey"])) for key in looked_up["keys"]])
        withdrawal = {"iat": claims["iat"], "name": "python", "seq": claims["seq"]}
        self.assertEqual(self.post(self.sign(withdrawal, WITHDRAWAL), WITHDRAWAL).status, 204)
        self.assertNotIn(signed, self.found())
        self.assertEqual(self.post(signed).status, 409)

    def test_made_there_verifies_here(self):
        """Published by `cps keys publish`; signature, certificate and claims are checked with Python's libraries alone."""
        public = hpke.public_key(secrets.token_bytes(32))
        self.cps(
            "keys", "publish", public.hex(), "--number", NUMBER, "--as", "swift", "--at", "https://cps.example",
            "--certificate", self.credential[0], "--key", self.credential[1], *self.at(),
        )  # fmt: skip
        # Certificates make headers longer than the library takes by default.
        registry = jws.JWSRegistry(algorithms=["ES256"])
        registry.max_header_length = 16384
        checked = 0
        for text in self.found():
            head = json.loads(base64.urlsafe_b64decode(text.split(".")[0] + "=="))
            certificate = x509.load_der_x509_certificate(base64.b64decode(head["x5c"][0], validate=True))
            pem = certificate.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            verified = jws.deserialize_compact(text, ECKey.import_key(pem), registry=registry)
            claims = json.loads(verified.payload)
            if claims["name"] != "swift":
                continue
            certificate.verify_directly_issued_by(self.server.stir.certificate)
            self.assertEqual(head["typ"], BINDING)
            self.assertEqual(claims["key"], base64url(public))
            self.assertEqual(claims["numbers"], [NUMBER])
            self.assertEqual(claims["cps"], "https://cps.example")
            # RFC 8225 section 9: no white space, names in order.
            self.assertEqual(
                verified.payload.decode(), json.dumps(claims, separators=(",", ":"), sort_keys=True)
            )
            checked += 1
        self.assertEqual(checked, 1)

    def test_what_is_wrong_is_refused(self):
        """Other algorithms, other keys, missing and wrong claims, with the status that the page gives."""
        good = self.claims(name="wrong")
        none = base64url(json.dumps({"alg": "none", "typ": BINDING}).encode())
        cases = [
            (f"{none}.{base64url(json.dumps(good).encode())}.", 400),
            (self.sign(good, typ="JWT"), 400),
            (self.sign(good, x5c=[]), 400),
            (self.sign(good, key=ec.generate_private_key(ec.SECP256R1())), 403),
            (self.sign(self.claims(numbers=["12155551214"])), 403),
            (self.sign(self.claims(exp=good["iat"] - 1, iat=good["iat"] - 9, nbf=good["iat"] - 9)), 403),
            (self.sign(self.claims(key=base64url(bytes(32)))), 400),
            (self.sign(self.claims(exp=good["iat"] + 31 * 86400 + 1)), 400),
        ]
        cases += [(self.sign(self.claims(**{name: None})), 400) for name in good]
        for statement, status in cases:
            answer = self.post(statement)
            self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(len(cases), 17)


if __name__ == "__main__":
    unittest.main()
