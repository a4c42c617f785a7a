# SPDX-License-Identifier: Apache-2.0
"""PASSporTs (RFC 8225, RFC 8588, RFC 8946) between `cps passport` and an independent JOSE library, both ways.

CPSD is the path of the service's program; `cps` lies beside it. No service runs.
"""

import base64
import json
import os
import subprocess
import tempfile
import time
import unittest
import uuid

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey
from joserfc.registry import HeaderParameter

from cps_interop import throwaway_pki

CALLER, CALLED, NEXT, LAST = "12155551212", "12155551213", "12155551214", "12155551215"
DIVERTED = "https://certificates.example.org/diverting.pem"
ORIGINAL = "https://certificates.example.org/caller.pem"


def registry() -> jws.JWSRegistry:
    """What the JOSE library needs to be told of: "ppt", and that certificates and what is nested are long."""
    made = jws.JWSRegistry({"ppt": HeaderParameter("PASSporT type", "str")}, algorithms=["ES256"])
    made.max_header_length = made.max_payload_length = 65536
    return made


class Signer:
    """A STIR certificate for one number, with its key in both libraries' forms."""

    def __init__(self, name: str, authority: throwaway_pki.Authority, files: throwaway_pki.Folder, number: str):
        """Makes key and certificate, and writes them for the program."""
        key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = authority.issue(name, key, [(throwaway_pki.tn_auth_list(number), False)])
        self.chain_file = files.write_certificate(f"{name}.pem", self.certificate)
        self.key_file = files.write_key(f"{name}.key", key)
        self.private = ECKey.import_key(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        self.public = self.key_of(self.certificate)

    @staticmethod
    def key_of(certificate: x509.Certificate) -> ECKey:
        """The public key of a certificate."""
        return ECKey.import_key(
            certificate.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )

    def included(self) -> list[str]:
        """The certificate as "x5c" has it (RFC 7515 section 4.1.6)."""
        return [base64.b64encode(self.certificate.public_bytes(serialization.Encoding.DER)).decode()]

    def sign(self, claims: dict, **header) -> str:
        """A PASSporT by the JOSE library."""
        head = {"alg": "ES256", "typ": "passport"} | header
        return jws.serialize_compact(head, json.dumps(claims), self.private, registry=registry())


class PassportTests(unittest.TestCase):
    """One made here verifies there, and one made there verifies here; so do diversions, nested once and twice."""

    @classmethod
    def setUpClass(cls):
        """Makes an authority, and a certificate for each of three numbers."""
        folder = tempfile.TemporaryDirectory(prefix="cps-interop-")
        cls.addClassCleanup(folder.cleanup)
        files = throwaway_pki.Folder(folder.name)
        cls.authority = throwaway_pki.Authority("Throwaway STIR CA")
        cls.trust = ["--trust-anchor", files.write_certificate("stir-ca.pem", cls.authority.certificate)]
        cls.caller = Signer("caller", cls.authority, files, CALLER)
        cls.called = Signer("called", cls.authority, files, CALLED)
        cls.next = Signer("next", cls.authority, files, NEXT)

    def run_cps(self, *arguments: str) -> tuple[int, dict]:
        """Runs `cps passport`, and gives its exit code and its answer."""
        program = os.path.join(os.path.dirname(os.environ["CPSD"]), "cps")
        done = subprocess.run(
            [program, "passport", *arguments, "--json"],
            capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        self.assertIn(done.returncode, (0, 2), done.stderr + done.stdout)
        return done.returncode, json.loads(done.stdout)

    def made(self, *arguments: str) -> str:
        """The PASSporT that a command makes."""
        code, answer = self.run_cps(*arguments)
        self.assertEqual(code, 0)
        return answer["passport"]

    def verified(self, passport: str, *certificates: str) -> dict:
        """What `cps passport verify` says of a PASSporT."""
        given = [argument for certificate in certificates for argument in ("--certificate", certificate)]
        code, answer = self.run_cps("verify", passport, *given, *self.trust)
        self.assertEqual(code, 0 if answer["verified"] else 2, answer)
        return answer

    def opened(self, passport: str, signer: Signer) -> tuple[dict, dict]:
        """Header and claims, verified by the JOSE library with the key of the certificate alone."""
        verified = jws.deserialize_compact(passport, signer.public, registry=registry())
        with self.assertRaises(BadSignatureError):
            stranger = ECKey.generate_key("P-256")
            jws.deserialize_compact(passport, stranger, registry=registry())
        header, claims = verified.headers(), json.loads(verified.payload)
        self.assertEqual((header["alg"], header["typ"]), ("ES256", "passport"))
        # RFC 8225 section 9: no white space, names in order, in the header as in the claims.
        for part, value in zip(passport.split("."), (header, claims)):
            text = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()
            self.assertEqual(text, json.dumps(value, separators=(",", ":"), sort_keys=True))
        return header, claims

    def test_base_and_shaken_made_there_verify_here(self):
        """Plain and `shaken`, with "x5u" and with "x5c"."""
        now, origid = int(time.time()), str(uuid.uuid4())
        plain = {"dest": {"tn": [CALLED]}, "iat": now, "orig": {"tn": CALLER}}
        count = 0
        for reference in (["--x5u", ORIGINAL], ["--x5c", self.caller.chain_file]):
            for more in ([], ["--attest", "B", "--origid", origid]):
                passport = self.made(
                    "sign", "--key", self.caller.key_file, *reference, "--orig", CALLER, "--dest", CALLED,
                    "--iat", str(now), *more,
                )  # fmt: skip
                header, claims = self.opened(passport, self.caller)
                self.assertEqual(header.get("ppt"), "shaken" if more else None)
                self.assertEqual(claims, plain | ({"attest": "B", "origid": origid} if more else {}))
                if reference[0] == "--x5u":
                    self.assertEqual((header["x5u"], "x5c" in header), (ORIGINAL, False))
                else:
                    self.assertEqual((header["x5c"], "x5u" in header), (self.caller.included(), False))
                    certificate = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
                    certificate.verify_directly_issued_by(self.authority.certificate)
                count += 1
        self.assertEqual(count, 4)

    def test_made_here_verifies_there(self):
        """The same four by the JOSE library, as it writes JSON; and a few that must be refused."""
        now = int(time.time())
        plain = {"orig": {"tn": CALLER}, "iat": now, "dest": {"tn": [CALLED]}}
        shaken = plain | {"attest": "A", "origid": str(uuid.uuid4())}
        for reference in ({"x5u": ORIGINAL}, {"x5c": self.caller.included()}):
            given = [self.caller.chain_file] if "x5u" in reference else []
            for claims, header in ((plain, {}), (shaken, {"ppt": "shaken"})):
                answer = self.verified(self.caller.sign(claims, **header, **reference), *given)
                self.assertTrue(answer["verified"], answer)
                self.assertEqual(answer["claims"]["caller"], "+" + CALLER)
                self.assertEqual(answer["claims"]["called"], ["+" + CALLED])
                self.assertEqual(answer["claims"].get("attestation"), claims.get("attest"))
        included = {"x5c": self.caller.included()}
        refused = {
            "not signed with the key": self.next.sign(plain, **included),
            "does not cover the calling party": self.caller.sign(plain | {"orig": {"tn": NEXT}}, **included),
            "too long ago": self.caller.sign(plain | {"iat": now - 3600}, **included),
            "in the future": self.caller.sign(plain | {"iat": now + 3600}, **included),
            "does not know": self.caller.sign(plain, ppt="rph", **included),
        }
        for reason, passport in refused.items():
            answer = self.verified(passport)
            self.assertFalse(answer["verified"], reason)
            self.assertIn(reason, answer["reason"])

    def divert_there(self, passport: str, signer: Signer, by: str, to: str, *reference: str) -> str:
        """A div-o by the program."""
        return self.made("divert", passport, "--key", signer.key_file, *reference, "--by", by, "--to", to)

    def test_diverted_there_verifies_here(self):
        """A div-o, and one in which it is nested, each with the certificate of who diverted; down to the first."""
        first = self.made(
            "sign", "--key", self.caller.key_file, "--x5u", ORIGINAL, "--orig", CALLER, "--dest", CALLED
        )
        once = self.divert_there(first, self.called, CALLED, NEXT, "--x5u", DIVERTED)
        twice = self.divert_there(once, self.next, NEXT, LAST, "--x5c", self.next.chain_file)
        inner = first
        for passport, signer, by, to in ((once, self.called, CALLED, NEXT), (twice, self.next, NEXT, LAST)):
            header, claims = self.opened(passport, signer)
            self.assertEqual(header["ppt"], "div-o")
            iat = claims.pop("iat")
            self.assertEqual(
                claims, {"dest": {"tn": [to]}, "div": {"tn": by}, "opt": inner, "orig": {"tn": CALLER}}
            )
            self.assertEqual(iat, self.opened(first, self.caller)[1]["iat"])
            inner = passport

    def test_diverted_here_verifies_there(self):
        """The same by the JOSE library, nested once and twice; a chain with a wrong link is refused."""
        now = int(time.time())
        included = {"ppt": "div-o", "x5c": self.called.included()}
        first = self.caller.sign({"orig": {"tn": CALLER}, "dest": {"tn": [CALLED]}, "iat": now}, x5u=ORIGINAL)
        diversion = {"orig": {"tn": CALLER}, "dest": {"tn": [NEXT]}, "div": {"tn": CALLED}, "iat": now, "opt": first}
        once = self.called.sign(diversion, **included)
        given = f"{ORIGINAL}={self.caller.chain_file}"
        answer = self.verified(once, given)
        self.assertTrue(answer["verified"], answer)
        self.assertEqual([link["by"] for link in answer["claims"]["diverted"]], ["+" + CALLED])
        again = {"orig": {"tn": CALLER}, "dest": {"tn": [LAST]}, "div": {"tn": NEXT}, "iat": now, "opt": once}
        twice = self.next.sign(again, ppt="div-o", x5u=DIVERTED)
        answer = self.verified(twice, given, f"{DIVERTED}={self.next.chain_file}")
        self.assertTrue(answer["verified"], answer)
        self.assertEqual([link["by"] for link in answer["claims"]["diverted"]], ["+" + CALLED, "+" + NEXT])
        self.assertEqual(answer["claims"]["caller"], "+" + CALLER)
        forged = self.next.sign({"orig": {"tn": CALLER}, "dest": {"tn": [CALLED]}, "iat": now}, x5u=ORIGINAL)
        refused = {
            "does not cover the party that diverted": self.next.sign(
                diversion, ppt="div-o", x5c=self.next.included()
            ),
            "names another caller": self.called.sign(diversion | {"orig": {"tn": LAST}}, **included),
            "was not called": self.next.sign(
                diversion | {"div": {"tn": NEXT}}, ppt="div-o", x5c=self.next.included()
            ),
            "not signed with the key": self.called.sign(diversion | {"opt": forged}, **included),
        }
        for reason, passport in refused.items():
            answer = self.verified(passport, given)
            self.assertFalse(answer["verified"], reason)
            self.assertIn(reason, answer["reason"])


if __name__ == "__main__":
    unittest.main()
