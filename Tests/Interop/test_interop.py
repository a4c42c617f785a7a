# SPDX-License-Identifier: Apache-2.0
"""Plays the whole protocol with the service's program, over real sockets. CPSD is the path of the program."""

import base64
import os
import secrets
import socket
import ssl
import time
import unittest
from dataclasses import replace

from cryptography.hazmat.primitives import hashes, hpke as other_hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, x25519

from cps_interop import blind_rsa, hpke, retrieve, sealing, store, throwaway_pki, tokens
from cps_interop.connection import Answer
from cps_interop.server import Server

ENTRIES = 16


class Recipient:
    """A recipient's key pair (32 bytes each, RFC 7748), index and 4-digit prefix."""

    def __init__(self):
        """Makes a fresh key, so that tests do not meet in one index."""
        self.secret = secrets.token_bytes(32)
        self.public = hpke.public_key(self.secret)
        self.index = sealing.index(self.public).hex()
        self.prefix = self.index[:4]


class PrimitivesTests(unittest.TestCase):
    """This client's own cryptography, which the other tests lean on. Needs no service."""

    def test_kem_has_the_shared_secret_of_rfc_9180_appendix_a_1(self):
        """The KEM of appendix A.1 is the one here; only its AEAD is another."""
        enc = bytes.fromhex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
        secret = bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
        self.assertEqual(
            hpke.decap(enc, secret).hex(), "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc"
        )

    def test_hpke_opens_what_another_library_sealed_and_the_reverse(self):
        """`cryptography` has HPKE without Export: a second opinion on the key schedule."""
        suite = other_hpke.Suite(other_hpke.KEM.X25519, other_hpke.KDF.HKDF_SHA256, other_hpke.AEAD.AES_256_GCM)
        secret = secrets.token_bytes(32)
        private = x25519.X25519PrivateKey.from_private_bytes(secret)
        message = suite.encrypt(b"text", private.public_key(), info=b"info")
        self.assertEqual(hpke.setup_receiver(message[:32], secret, b"info").open(b"", message[32:]), b"text")
        enc, context = hpke.setup_sender(hpke.public_key(secret), b"info")
        self.assertEqual(suite.decrypt(enc + context.seal(b"", b"text"), private, info=b"info"), b"text")

    def test_blind_signature_is_an_ordinary_pss_signature(self):
        """RFC 9474 section 4.4: what comes out verifies as RSASSA-PSS with SHA-384 and a salt of 48 bytes."""
        private = rsa.generate_private_key(65537, 2048)
        numbers = private.private_numbers()
        key = blind_rsa.PublicKey(numbers.public_numbers.n, 65537)
        blinded = blind_rsa.blind(key, b"message")
        signed = pow(int.from_bytes(blinded.message, "big"), numbers.d, key.n).to_bytes(256, "big")
        signature = blind_rsa.finalize(key, b"message", signed, blinded.inverse)
        pss = padding.PSS(padding.MGF1(hashes.SHA384()), 48)
        private.public_key().verify(signature, b"message", pss, hashes.SHA384())
        self.assertFalse(blind_rsa.verify(key, b"another", signature))
        with self.assertRaises(blind_rsa.BlindRSAError):
            blind_rsa.finalize(key, b"message", bytes([signed[0] ^ 1]) + signed[1:], blinded.inverse)

    def test_opener_rejects_what_the_protocol_names(self):
        """Length 0 or too large, other padding than zeros, an empty PASSporT, no UTF-8, another suite, a cut."""
        recipient = Recipient()

        def sealed(start: bytes, end: bytes = b"") -> bytes:
            """Seals a plaintext of 463 bytes that begins and ends so."""
            enc, context = hpke.setup_sender(recipient.public, b"cps-passport-v1")
            plaintext = start + bytes(463 - len(start) - len(end)) + end
            return b"\x01" + enc + context.seal(bytes.fromhex(recipient.index), plaintext)

        self.assertEqual(len(sealed(b"")), 512)
        self.assertEqual(sealing.unseal(recipient.secret, sealed(b"\x00\x03a\nb")), ["a", "b"])
        for name, bad in {
            "no length": sealed(b""),
            "too long": sealed((462).to_bytes(2, "big")),
            "padding": sealed(b"\x00\x01a", b"\x01"),
            "empty": sealed(b"\x00\x02a\n"),
            "text": sealed(b"\x00\x01\xff"),
            "cut": sealed(b"\x00\x01a")[:-1],
            "short": b"\x01",
        }.items():
            with self.subTest(name), self.assertRaises(sealing.SealingError):
                sealing.unseal(recipient.secret, bad)
        with self.assertRaises(sealing.TooOld):
            sealing.unseal(recipient.secret, b"\x02" + sealed(b"\x00\x01a")[1:])

    def test_largest_text_that_fits(self):
        """`sealedSize` - 51 bytes fit, and one more does not."""
        recipient = Recipient()
        sealed = sealing.seal(recipient.public, ["a" * 1997], 2048)
        self.assertEqual(len(sealed), 2048)
        self.assertEqual(sealing.unseal(recipient.secret, sealed), ["a" * 1997])
        with self.assertRaises(sealing.SealingError):
            sealing.seal(recipient.public, ["a" * 1998], 2048)


class ServiceTestCase(unittest.TestCase):
    """Has one service for a class of tests, and two connections to it for each test."""

    settings: dict[str, str] = {}

    @classmethod
    def setUpClass(cls):
        """Starts the service."""
        cls.server = Server(os.environ["CPSD"], **cls.settings)
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        """Connects to both listeners and reads the parameters."""
        self.public = self.enterContext(self.server.public())
        self.issuance = self.enterContext(self.server.issuance())
        self.parameters = retrieve.fetch_parameters(self.public)
        self.size = self.parameters.sealed_size

    def token(self) -> tokens.Token:
        """A fresh token of 354 bytes."""
        return tokens.obtain(
            self.issuance, self.parameters.issuer_name, tokens.agreed_key(self.issuance, self.public)
        )

    def passport(self) -> str:
        """A PASSporT (RFC 8225) signed by the holder of the STIR certificate."""
        return throwaway_pki.passport(self.server.holder_key, "12155550121", "12155550131")

    def request(self, recipient: Recipient, token: tokens.Token, *passports: str) -> store.StoreRequest:
        """A store with freshly sealed PASSporTs."""
        sealed = sealing.seal(recipient.public, list(passports) or [self.passport()], self.size)
        return store.store_request(token, recipient.public, sealed)

    def store(self, recipient: Recipient, token: tokens.Token, *passports: str) -> Answer:
        """Stores, and expects that it is taken."""
        answer = self.request(recipient, token, *passports).send(self.public)
        self.assertEqual(answer.status, 201, answer)
        return answer

    def poll(self, recipient: Recipient, entries: int = ENTRIES) -> list[sealing.Opened]:
        """Polls with the recipient's prefix of 4 digits."""
        return retrieve.poll(self.public, recipient.secret, recipient.prefix, entries, self.size)

    def assert_problem(self, answer: Answer, status: int, problem: str | None = None):
        """An error's form (RFC 9457 section 3), and the headers that go with its status."""
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.header("Content-Type"), "application/problem+json")
        self.assertEqual(answer.header("Cache-Control"), "no-store")
        json = answer.json()
        self.assertEqual(set(json), {"type", "status", "detail"})
        self.assertEqual(json["status"], status)
        self.assertTrue(json["type"].startswith("/problems/"))
        self.assertTrue(json["detail"])
        if problem:
            self.assertEqual(json["type"], f"/problems/{problem}")
        self.assertEqual(answer.header("WWW-Authenticate") is not None, status == 401)
        self.assertEqual(answer.header("Allow") is not None, status == 405)


class ParametersTests(ServiceTestCase):
    """Sections 1, 2, 4.2 and 8."""

    def test_parameters_are_the_defaults(self):
        """All members that section 2 lists, with the values that it shows."""
        json = self.public.request("GET", "/.well-known/cps").json()
        url = json["issuer"].pop("url")
        self.assertEqual(url, f"https://localhost:{self.server.listeners['issuance'][1]}")
        self.assertEqual(
            json,
            {
                "entries": {"default": 16, "maximum": 256},
                "issuer": {"name": "localhost"},
                "keys": {"digits": 2},
                "lifetime": 60,
                "releaseQuantum": 5,
                "sealedSize": 2048,
                "token": {"epoch": 86400, "grace": 86400, "uses": 8, "usesPerIndex": 2},
                "version": 1,
            },
        )

    def test_both_directories_agree(self):
        """The same key of 342 bytes with and without a certificate, and it parses elsewhere too."""
        key = tokens.agreed_key(self.issuance, self.public)
        self.assertEqual(len(key.spki), 342)
        self.assertEqual(key.request_path, "/token-request")
        self.assertLessEqual(key.not_before, time.time() + 1)
        self.assertEqual(serialization.load_der_public_key(key.spki).public_numbers().n, key.rsa.n)

    def test_client_refuses_a_key_shown_to_it_alone(self):
        """The directories differ both times."""
        other = Server(os.environ["CPSD"])
        self.addCleanup(other.stop)
        with other.public() as public, self.assertRaises(tokens.TokenError):
            tokens.agreed_key(self.issuance, public)

    def test_nothing_older_than_tls_1_3(self):
        """Both listeners refuse TLS 1.2."""
        for listener, address in self.server.listeners.items():
            context = ssl.create_default_context(cafile=self.server.tls_authority)
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            with self.subTest(listener), socket.create_connection(address, 10) as plain:
                with self.assertRaises(OSError):
                    context.wrap_socket(plain, server_hostname="localhost")

    def test_public_listener_offers_http_2(self):
        """By ALPN (RFC 7301), to those who ask for it."""
        context = ssl.create_default_context(cafile=self.server.tls_authority)
        context.set_alpn_protocols(["h2", "http/1.1"])
        with socket.create_connection(self.server.listeners["public"], 10) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as secure:
                self.assertEqual((secure.version(), secure.selected_alpn_protocol()), ("TLSv1.3", "h2"))

    def test_health_and_problems(self):
        """Section 8, and that every answer says no-store."""
        answer = self.public.request("GET", "/health")
        self.assertEqual((answer.status, answer.json()), (200, {"status": "ok"}))
        for path in ("/health", "/problems/token-used-up", "/.well-known/cps", tokens.DIRECTORY_PATH):
            answer = self.public.request("GET", path)
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.header("Cache-Control"), "no-store")
            self.assertTrue(answer.body)


class IssuanceTests(ServiceTestCase):
    """Sections 4.1 and 4.3."""

    def credential(self, name: str, authority=None, curve=ec.SECP256R1(), **arguments) -> tuple[str, str]:
        """Another holder's certificate and key, as two paths."""
        key = ec.generate_private_key(curve)
        certificate = throwaway_pki.stir_certificate(authority or self.server.stir, key, **arguments)
        return self.server.credential(name, certificate, key)

    def test_token_is_signed_by_the_shown_key(self):
        """A token of 354 bytes that another library verifies. A critical TNAuthList is as good."""
        key = tokens.agreed_key(self.issuance, self.public)
        pss = padding.PSS(padding.MGF1(hashes.SHA384()), 48)
        with self.server.issuance(self.credential("critical", critical=True)) as other:
            for issuance in (self.issuance, other):
                token = tokens.obtain(issuance, self.parameters.issuer_name, key)
                self.assertEqual(len(token.value), 354)
                self.assertEqual(token.value[2:34], token.key.public_key().public_bytes_raw())
                serialization.load_der_public_key(key.spki).verify(
                    token.value[98:], token.value[:98], pss, hashes.SHA384()
                )

    def test_other_certificates_fail_the_handshake(self):
        """No certificate, no TNAuthList, another curve, another authority, expired, and not yet valid."""
        key = ec.generate_private_key(ec.SECP256R1())
        plain = self.server.stir.issue("No TNAuthList", key, [])
        bad = {
            "no TNAuthList": self.server.credential("plain", plain, key),
            "another curve": self.credential("p384", curve=ec.SECP384R1()),
            "another authority": self.credential("foreign", throwaway_pki.Authority("Other STIR CA")),
            "expired": self.credential("expired", days=(-7, -1)),
            "not yet valid": self.credential("early", days=(1, 7)),
        }
        for name, credential in bad.items():
            with self.subTest(name), self.server.issuance(credential) as connection:
                # With TLS 1.3 a client learns of it when it reads.
                with self.assertRaises(OSError):
                    connection.request("GET", tokens.DIRECTORY_PATH)
        with self.subTest("none"), self.server.issuance_without_certificate() as connection:
            with self.assertRaises(OSError):
                connection.request("GET", tokens.DIRECTORY_PATH)

    def test_malformed_requests(self):
        """Another size, media type, method, token type and key; and no issuance on the public listener."""
        key = tokens.agreed_key(self.issuance, self.public)
        good = tokens.request_body(key, b"\x01" * 256)
        self.assert_problem(tokens.ask(self.issuance, key, good[:-1]), 413)
        self.assert_problem(tokens.ask(self.issuance, key, good + b"\x01"), 413)
        self.assert_problem(tokens.ask(self.issuance, key, b"\x00\x01" + good[2:]), 400)
        self.assert_problem(tokens.ask(self.issuance, key, good[:2] + bytes([good[2] ^ 1]) + good[3:]), 400)
        self.assert_problem(tokens.ask(self.issuance, key, tokens.request_body(key, b"\xff" * 256)), 400)
        wrong = [("Content-Type", "application/octet-stream")]
        self.assert_problem(self.issuance.request("POST", key.request_path, wrong, good), 415)
        self.assert_problem(self.issuance.request("GET", key.request_path), 405)
        self.assert_problem(tokens.ask(self.public, key, good), 404)


class QuotaTests(ServiceTestCase):
    """Section 4.3: the quota of a credential."""

    settings = {"issuance_quota": "3"}

    def test_quota(self):
        """The fourth token is refused, but not to another holder. A refused request does not count."""
        key = tokens.agreed_key(self.issuance, self.public)
        self.assert_problem(tokens.ask(self.issuance, key, b"\x00\x02"), 413)
        for _ in range(3):
            self.token()
        with self.assertRaises(tokens.IssuanceRefused) as refused:
            self.token()
        self.assert_problem(refused.exception.answer, 429)
        other = ec.generate_private_key(ec.SECP256R1())
        certificate = throwaway_pki.stir_certificate(self.server.stir, other)
        with self.server.issuance(self.server.credential("other", certificate, other)) as issuance:
            tokens.obtain(issuance, self.parameters.issuer_name, key)


class CallTests(ServiceTestCase):
    """Sections 5, 6 and 7: a call from its store to its retrieval."""

    def test_poll_before_and_after_the_call(self):
        """The same size and headers with and without a call; only the callee's key opens it."""
        callee, stranger = Recipient(), Recipient()
        before = retrieve.poll_answer(self.public, callee.prefix, ENTRIES)
        self.assertEqual(len(before.body), sealing.batch_size(ENTRIES, 2048))
        self.assertEqual(sealing.open_batch(callee.secret, before.body, ENTRIES, 2048), [])

        sent = [self.passport(), self.passport()]
        stored = self.store(callee, self.token(), *sent)
        self.assertEqual(stored.body, b"")
        self.assertRegex(stored.header("Location"), rf"^/cps/{callee.index}/ppts/[A-Za-z0-9_-]{{64}}$")

        after = retrieve.poll_answer(self.public, callee.prefix, ENTRIES)
        opened = sealing.open_batch(callee.secret, after.body, ENTRIES, 2048)
        self.assertEqual(len(opened), 1)
        self.assertEqual(sealing.unseal(callee.secret, opened[0].sealed), sent)
        self.assertEqual(opened[0].pending, 1)
        self.assertIn(opened[0].remaining, range(50, 61))
        self.assertEqual(sealing.open_batch(stranger.secret, after.body, ENTRIES, 2048), [])
        with self.assertRaises(sealing.SealingError):
            sealing.unseal(stranger.secret, opened[0].sealed)

        self.assertEqual(len(before.body), len(after.body))
        names = [[(n, v) for n, v in a.headers if n.lower() != "date"] for a in (before, after)]
        self.assertEqual(names[0], names[1])
        self.assertNotEqual(before.body[3:35], after.body[3:35], "a batch has a fresh key")
        self.assertEqual(len(self.poll(callee)), 1, "a live PASSporT is returned again")

    def test_number_of_entries(self):
        """Every power of two up to the maximum, and the default without a query."""
        callee = Recipient()
        self.store(callee, self.token())
        for entries in (1, 2, 4, 8, 16, 32, 64, 128, 256):
            with self.subTest(entries):
                self.assertEqual(len(self.poll(callee, entries)), 1)
        answer = retrieve.poll_answer(self.public, callee.prefix)
        self.assertEqual(len(sealing.open_batch(callee.secret, answer.body, 16, 2048)), 1)

    def test_prefixes_of_all_lengths(self):
        """1 to 64 digits lead to the PASSporT."""
        callee = Recipient()
        self.store(callee, self.token())
        for digits in (1, 2, 3, 5, 63, 64):
            with self.subTest(digits):
                opened = retrieve.poll(self.public, callee.secret, callee.index[:digits], 256, self.size)
                self.assertEqual(len(opened), 1)

    def test_pending_tells_of_more_than_a_batch_has(self):
        """Two live ones and a batch of one: one opens, and says that there are two."""
        callee, token = Recipient(), self.token()
        self.store(callee, token, "a.b.c")
        self.store(callee, token, "d.e.f")
        self.assertEqual([o.pending for o in self.poll(callee, 1)], [2])
        opened = self.poll(callee)
        self.assertEqual([o.pending for o in opened], [2, 2])
        texts = sorted(sealing.unseal(callee.secret, o.sealed)[0] for o in opened)
        self.assertEqual(texts, ["a.b.c", "d.e.f"])

    def test_links(self):
        """Exactly as many links as entries; each leads to a batch of one; exactly one of them opens."""
        callee, stranger = Recipient(), Recipient()
        self.store(callee, self.token())
        links = retrieve.links(self.public, callee.prefix, ENTRIES)
        self.assertEqual(len(set(links)), ENTRIES)
        opened, size = [], sealing.batch_size(1, self.size)
        for link in links:
            self.assertRegex(link, rf"^/cps/{callee.prefix}/ppts/[A-Za-z0-9_-]{{64}}$")
            body = retrieve.follow_answer(self.public, link).body
            self.assertEqual(len(body), size)
            opened += [(link, o) for o in sealing.open_batch(callee.secret, body, 1, self.size)]
            self.assertEqual(sealing.open_batch(stranger.secret, body, 1, self.size), [])
        self.assertEqual(len(opened), 1)
        self.assertEqual(opened[0][1].pending, 1)
        self.assertEqual(len(sealing.unseal(callee.secret, opened[0][1].sealed)), 1)
        self.assertFalse(set(links) & set(retrieve.links(self.public, callee.prefix, ENTRIES)))

        # Altered, or listed under another prefix: an entry that opens for nobody.
        good = opened[0][0]
        altered = good[:-1] + ("A" if good[-1] != "A" else "B")
        other = good.replace(callee.prefix, callee.index[:5], 1)
        for link in (altered, other, good[:-64] + "A" * 64):
            with self.subTest(link):
                self.assertEqual(retrieve.follow(self.public, callee.secret, link, self.size), [])

        self.assertEqual(len(retrieve.links(self.public, Recipient().prefix, 4)), 4, "links without a call too")

    def test_location_of_a_store_can_be_followed(self):
        """It is a link under the whole index."""
        callee = Recipient()
        location = self.store(callee, self.token()).header("Location")
        self.assertEqual(len(retrieve.follow(self.public, callee.secret, location, self.size)), 1)


class CountTests(ServiceTestCase):
    """Section 6: repeats and uses."""

    def test_repeat_is_answered_the_same_and_not_counted(self):
        """Also when the token has had all its uses for the index, and on another connection."""
        callee, token = Recipient(), self.token()
        first = self.request(callee, token)
        answers = [first.send(self.public) for _ in range(4)]
        self.assertEqual([o.pending for o in self.poll(callee)], [1])
        self.store(callee, token)
        self.assert_problem(self.request(callee, token).send(self.public), 429)
        with self.server.public() as another:
            answers.append(first.send(another))
        self.assertEqual({(a.status, a.header("Location"), a.body) for a in answers},
                         {(201, answers[0].header("Location"), b"")})
        self.assertEqual([o.pending for o in self.poll(callee)], [2, 2])

    def test_uses_per_index(self):
        """Two, and then 429; another token has its own."""
        callee, token = Recipient(), self.token()
        for _ in range(self.parameters.uses_per_index):
            self.store(callee, token)
        self.assert_problem(self.request(callee, token).send(self.public), 429)
        self.store(Recipient(), token)
        self.store(callee, self.token())
        self.assertEqual(len(self.poll(callee)), 3)

    def test_uses_of_a_token(self):
        """Eight over many indexes, and then 429 for whatever index; nothing is stored then."""
        token = self.token()
        for _ in range(self.parameters.uses):
            self.store(Recipient(), token)
        callee = Recipient()
        self.assert_problem(self.request(callee, token).send(self.public), 429, "token-used-up")
        self.assertEqual(self.poll(callee), [])


class ErrorTests(ServiceTestCase):
    """Section 9."""

    def setUp(self):
        """Has one good store to spoil."""
        super().setUp()
        self.callee = Recipient()
        self.temporary = self.token()
        self.good = self.request(self.callee, self.temporary)

    def tearDown(self):
        """No error stored anything."""
        self.assertEqual(self.poll(self.callee), [])
        super().tearDown()

    def test_wrong_signature(self):
        """Of another key, and of another path."""
        other = replace(self.temporary, key=ed25519.Ed25519PrivateKey.generate())
        self.assert_problem(self.request(self.callee, other).send(self.public), 403)
        elsewhere = self.request(Recipient(), self.temporary)
        moved = self.good.with_header("Signature", dict(elsewhere.headers)["Signature"])
        self.assert_problem(moved.send(self.public), 403)

    def test_bad_tokens(self):
        """401 with the challenge and the key that are wanted (RFC 9577 section 2.1)."""
        def base64url(data: bytes) -> str:
            """base64url (RFC 4648 section 5), with padding."""
            return base64.urlsafe_b64encode(data).decode()

        key = tokens.agreed_key(self.issuance, self.public)
        wanted = (
            f'PrivateToken challenge="{base64url(tokens.challenge(self.parameters.issuer_name))}", '
            f'token-key="{base64url(key.spki)}"'
        )
        value = self.temporary.value
        bad = {
            "missing": self.good.with_header("Authorization"),
            "twice": self.good.with_header("Authorization", *[dict(self.good.headers)["Authorization"]] * 2),
            "garbage": self.good.with_header("Authorization", "garbage"),
            "another scheme": self.good.with_header("Authorization", "Bearer abc"),
            "random": self.good.with_header(
                "Authorization", f'PrivateToken token="{base64url(secrets.token_bytes(354))}"'
            ),
        }
        for name, place in {"type": 1, "nonce": 2, "challenge": 34, "key id": 66, "authenticator": 98}.items():
            spoiled = value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
            bad[name] = self.request(self.callee, replace(self.temporary, value=spoiled))
        for name, request in bad.items():
            with self.subTest(name):
                answer = request.send(self.public)
                self.assert_problem(answer, 401)
                self.assertEqual(answer.header("WWW-Authenticate"), wanted)

    def test_authenticator_is_checked_once(self):
        """A used token's authenticator is not looked at again (section 6): K_temp's counter vouches for it."""
        fresh = replace(self.temporary, value=self.temporary.value[:98] + bytes(256))
        self.assert_problem(self.request(Recipient(), fresh).send(self.public), 401)
        self.store(Recipient(), self.temporary)
        self.assertEqual(self.request(Recipient(), fresh).send(self.public).status, 201)

    def test_wrong_size(self):
        """One byte less, one more, none, and many."""
        body = self.good.body
        for bad in (body[:-1], body + b"\x00", b"", body * 100):
            with self.subTest(len(bad)):
                digest = store.content_digest(bad)
                request = replace(self.good, body=bad).with_header("Content-Digest", digest)
                self.assert_problem(request.send(self.public), 413)

    def test_wrong_media_type(self):
        """Missing, another, and with a parameter."""
        for values in ([], ["application/json"], ["application/octet-stream; a=b"]):
            with self.subTest(values):
                self.assert_problem(self.good.with_header("Content-Type", *values).send(self.public), 415)

    def test_malformed_headers(self):
        """Missing, twice, and another form."""
        for name in ("Content-Digest", "Signature-Input", "Signature"):
            value = dict(self.good.headers)[name]
            for values in ([], [value, value], ["garbage"], [value + ";a=b"]):
                with self.subTest(name, values=values):
                    self.assert_problem(self.good.with_header(name, *values).send(self.public), 400)

    def test_digest_of_another_body(self):
        """The body was changed on its way."""
        changed = self.good.body[:-1] + bytes([self.good.body[-1] ^ 1])
        self.assert_problem(replace(self.good, body=changed).send(self.public), 400)

    def test_index_of_another_key(self):
        """Signed all right, but the path has the index of somebody else."""
        path = f"/cps/{Recipient().index}/ppts"
        request = store.store_request(self.temporary, self.callee.public, self.good.body[32:], path)
        self.assert_problem(request.send(self.public), 400)

    def test_refused_keys(self):
        """Low order (0, 1), not canonical (p + 9), and with the top bit (RFC 7748 section 5)."""
        top = self.callee.public[:31] + bytes([self.callee.public[31] | 0x80])
        for bad in (bytes(32), b"\x01" + bytes(31), (2**255 - 10).to_bytes(32, "little"), top):
            with self.subTest(bad.hex()):
                request = store.store_request(self.temporary, bad, self.good.body[32:])
                self.assert_problem(request.send(self.public), 400)

    def test_malformed_index(self):
        """Upper case, too long, empty, and no hexadecimal digit; a store needs all 64 digits."""
        for prefix in ("ABCD", "abcD", self.callee.index + "0", "", "xyz", "0x12"):
            with self.subTest(prefix):
                self.assert_problem(retrieve.poll_answer(self.public, prefix, ENTRIES), 400)
        for index in (self.callee.index.upper().replace("0", "A"), self.callee.prefix):
            with self.subTest(index):
                self.assert_problem(replace(self.good, path=f"/cps/{index}/ppts").send(self.public), 400)

    def test_malformed_entries(self):
        """No power of two, over the maximum, and other spellings."""
        for entries in ("3", "0", "512", "016", "+16", "-1", "", "16&entries=16", "1e1"):
            for accept in (retrieve.BATCH_TYPE, retrieve.LINKS_TYPE):
                with self.subTest(entries, accept=accept):
                    self.assert_problem(retrieve.poll_answer(self.public, "0123", entries, accept), 400)

    def test_unknown_paths(self):
        """404 on both listeners; neither has the other's paths."""
        for path in ("/", "/cps", "/nothing", "/problems/nothing", "/cps/0123/nothing"):
            with self.subTest(path):
                self.assert_problem(self.public.request("GET", path), 404)
                self.assert_problem(self.issuance.request("GET", path), 404)
        self.assert_problem(self.issuance.request("GET", "/.well-known/cps"), 404)

    def test_wrong_methods(self):
        """405 with the methods that there are (RFC 9110 section 10.2.1)."""
        for method, path, allowed in (
            ("DELETE", f"/cps/{self.callee.index}/ppts", {"GET", "POST"}),
            ("PUT", f"/cps/{self.callee.index}/ppts", {"GET", "POST"}),
            ("POST", f"/cps/{self.callee.index}/ppts/{'A' * 64}", {"GET"}),
            ("POST", "/.well-known/cps", {"GET"}),
            ("POST", tokens.DIRECTORY_PATH, {"GET"}),
            ("POST", "/health", {"GET"}),
        ):
            with self.subTest(method, path=path):
                answer = self.public.request(method, path)
                self.assert_problem(answer, 405)
                self.assertEqual(set(answer.header("Allow").split(", ")), allowed)

    def test_answer_to_head_has_no_body(self):
        """Whatever its status (RFC 9110 section 9.3.2): bytes of a body would be taken for the next answer."""
        with self.server.public() as connection:
            self.assertEqual(connection.request("HEAD", "/health").status, 405)
            self.assertEqual(connection.request("GET", "/health").status, 200)

    def test_first_failure_answers(self):
        """The order of section 9: each request has the fault of its line and of all lines below it."""
        spoiled = [
            (404, lambda r: replace(r, path="/nothing")),
            (400, lambda r: replace(r, path="/cps/XYZ/ppts")),
            (415, lambda r: r.with_header("Content-Type", "text/plain")),
            (400, lambda r: r.with_header("Signature-Input", "garbage")),
            (401, lambda r: r.with_header("Authorization", "garbage")),
            (413, lambda r: replace(r, body=r.body + b"\x00")),
            (400, lambda r: r.with_header("Content-Digest", store.content_digest(b"another"))),
        ]
        request = self.good
        for status, spoil in reversed(spoiled):
            request = spoil(request)
            with self.subTest(status, path=request.path):
                self.assert_problem(request.send(self.public), status)


class OrderTests(ServiceTestCase):
    """The order of the checks in section 9, in its second half."""

    settings = {"token_uses": "1", "token_uses_per_index": "1"}

    def test_first_failure_answers(self):
        """Index, then token, then K_temp's signature, then counts."""
        callee, token, key = Recipient(), self.token(), ed25519.Ed25519PrivateKey.generate()
        self.store(callee, token)
        sealed = sealing.seal(callee.public, ["a.b.c"], self.size)
        used_up = store.store_request(token, callee.public, sealed)
        wrong_signature = store.store_request(replace(token, key=key), callee.public, sealed)
        random = tokens.Token(token.value[:2] + secrets.token_bytes(352), key)
        wrong_token = store.store_request(random, callee.public, sealed)
        wrong_index = store.store_request(random, callee.public, sealed, f"/cps/{Recipient().index}/ppts")
        for status, request in ((429, used_up), (403, wrong_signature), (401, wrong_token), (400, wrong_index)):
            with self.subTest(status):
                self.assert_problem(request.send(self.public), status)


class ExpiryTests(ServiceTestCase):
    """A PASSporT is kept for `lifetime` seconds, and then it is gone."""

    settings = {"passport_lifetime": "4"}

    def test_expiry(self):
        """Polls until nothing opens any more; then the token has its uses for the index again."""
        callee, token = Recipient(), self.token()
        self.assertEqual(self.parameters.lifetime, 4)
        began = time.monotonic()
        for _ in range(self.parameters.uses_per_index):
            self.store(callee, token)
        last = time.monotonic()
        links = retrieve.links(self.public, callee.prefix, ENTRIES)
        while opened := self.poll(callee):
            self.assertTrue(all(1 <= o.remaining <= 4 for o in opened))
            self.assertLess(time.monotonic() - last, 4 + 3, "outlived its time")
            time.sleep(0.1)
        self.assertGreater(time.monotonic() - began, 4 - 1, "went too early")
        sizes = {len(retrieve.follow_answer(self.public, link).body) for link in links}
        self.assertEqual(sizes, {sealing.batch_size(1, self.size)})
        self.assertFalse([o for link in links for o in retrieve.follow(self.public, callee.secret, link, self.size)])
        self.store(callee, token)
        self.assertEqual([o.pending for o in self.poll(callee)], [1])


class EpochTests(ServiceTestCase):
    """An issuer key signs for `epoch` seconds, and its tokens are taken for `grace` seconds more."""

    settings = {"epoch_length": "3", "epoch_grace": "4"}

    def next_key(self, last: tokens.IssuerKey) -> tokens.IssuerKey:
        """Waits for another key; a service may change it some seconds late."""
        deadline = time.monotonic() + 10
        while (key := tokens.fetch_directory(self.public)) == last:
            self.assertLess(time.monotonic(), deadline, "no rotation")
            time.sleep(0.05)
        self.assertGreaterEqual(key.not_before, last.not_before + self.parameters.epoch)
        return key

    def test_rotation(self):
        """Waits for a fresh key, uses a token of it, and waits until it is taken no more."""
        key = self.next_key(tokens.fetch_directory(self.public))
        token = tokens.obtain(self.issuance, self.parameters.issuer_name, key)
        self.store(Recipient(), token)
        following = self.next_key(key)
        if following.key_id[-1] != key.key_id[-1]:  # a request has only the last byte, which may be the same
            self.assert_problem(tokens.ask(self.issuance, key, tokens.request_body(key, b"\x01" * 256)), 400)
        self.store(Recipient(), token)
        # Epochs go by a clock that began with a whole second of the wall clock: it may be up to one behind.
        time.sleep(max(0, key.not_before + self.parameters.epoch + self.parameters.grace + 1.5 - time.time()))
        self.assert_problem(self.request(Recipient(), token).send(self.public), 401)


class SmallTests(ServiceTestCase):
    """Other parameters than the defaults."""

    settings = {
        "passport_sealed_size": "512", "entries_default": "4", "entries_maximum": "8",
        "token_uses": "2", "token_uses_per_index": "1", "release_quantum": "20",
    }

    def test_other_parameters(self):
        """Everything follows what /.well-known/cps says."""
        callee, token = Recipient(), self.token()
        self.assertEqual((self.size, self.parameters.entries_default, self.parameters.entries_maximum), (512, 4, 8))
        self.store(callee, token, "a.b.c")
        answer = retrieve.poll_answer(self.public, callee.prefix)
        opened = sealing.open_batch(callee.secret, answer.body, 4, 512)
        self.assertEqual([sealing.unseal(callee.secret, o.sealed) for o in opened], [["a.b.c"]])
        self.assert_problem(retrieve.poll_answer(self.public, callee.prefix, 16), 400)
        self.assert_problem(self.request(callee, token, "d.e.f").send(self.public), 429)
        self.store(Recipient(), token, "d.e.f")
        self.assert_problem(self.request(Recipient(), token, "d.e.f").send(self.public), 429, "token-used-up")


if __name__ == "__main__":
    unittest.main()
