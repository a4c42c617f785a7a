# SPDX-License-Identifier: Apache-2.0
"""Tries to get past mutual TLS with a handshake that is not as RFC 8446 wants it. CPSD is the path of the program."""

import os
import unittest

from cryptography.hazmat.primitives.asymmetric import ec
from tlslite.constants import CertificateType, CipherSuite
from tlslite.messages import ClientHello, Message

from cps_interop import cheating, throwaway_pki
from cps_interop.cheating import Certificate, CertificateVerify, Cheat, ContentType, Finished
from cps_interop.server import Server

REQUEST = b"GET /.well-known/private-token-issuer-directory HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
VERSION = (3, 4)


def without(*kinds):
    """Leaves out messages."""
    return lambda message: [] if isinstance(message, kinds) else [message]


class IntrusionTests(unittest.TestCase):
    """Each cheat beside an honest handshake of the same client."""

    @classmethod
    def setUpClass(cls):
        """Starts a service, and makes a credential that it does not know."""
        cls.server = Server(os.environ["CPSD"])
        cls.honest = cls.server._holder
        key = ec.generate_private_key(ec.SECP256R1())
        stranger = throwaway_pki.Authority("Stranger")
        cls.stranger = cls.server.credential("stranger", throwaway_pki.stir_certificate(stranger, key), key)
        cls.issuance = cls.server.listeners["issuance"]

    @classmethod
    def tearDownClass(cls):
        """Stops the service, which must not have fallen over."""
        assert cls.server.stop() == 0

    def refused(self, cheat=Cheat(), credential=None, afterwards=()):
        """Requires that nothing is answered, for want of an honest handshake and not of the client's own library."""
        outcome = cheating.attempt(self.issuance, credential, cheat, REQUEST, afterwards)
        self.assertEqual(outcome.answer, b"", outcome)
        self.assertRegex(outcome.complaint, "^(TLSRemoteAlert|TLSAbruptCloseError|ConnectionReset|BrokenPipe)", outcome)
        # It is still there for the honest.
        self.assertTrue(self.answered().answer.startswith(b"HTTP/1.1 200 "))
        return outcome

    def answered(self):
        """An honest handshake with a good certificate."""
        return cheating.attempt(self.issuance, self.honest, Cheat(), REQUEST)

    def test_an_honest_client_is_answered(self):
        """The instrument works: what the others do not get is there."""
        self.assertTrue(self.answered().answer.startswith(b"HTTP/1.1 200 "), self.answered())

    def test_no_certificate(self):
        """An empty list of certificates, which RFC 8446 section 4.4.2 lets a client send."""
        self.refused()

    def test_another_authority(self):
        """A whole and honest handshake with a certificate of somebody else's authority."""
        self.refused(credential=self.stranger)

    def test_a_certificate_without_its_proof(self):
        """A good certificate, and Finished at once: section 4.4.3 wants CertificateVerify in between."""
        self.refused(Cheat(without(CertificateVerify)), self.honest)

    def test_neither_certificate_nor_proof(self):
        """Finished at once, as if no certificate had been asked for."""
        self.refused(Cheat(without(Certificate, CertificateVerify)), self.honest)

    def test_a_proof_without_a_certificate(self):
        """CertificateVerify alone."""
        self.refused(Cheat(without(Certificate)), self.honest)

    def test_no_finished(self):
        """A request before Finished, under the keys that come after it."""
        self.refused(Cheat(without(Finished)), self.honest)

    def test_a_proof_by_another_key(self):
        """A good certificate, and the stranger's key."""
        self.refused(credential=(self.honest[0], self.stranger[1]))

    def test_a_proof_in_the_name_of_the_server(self):
        """A signature whose context is the other party's (section 4.4.3)."""
        self.refused(Cheat(signs_as=b"server"), self.honest)

    def test_a_proof_of_an_earlier_handshake(self):
        """The holder's own signature, from the handshake before."""
        earlier = self.answered().signature

        def instead(message):
            if isinstance(message, CertificateVerify):
                message.signature = bytearray(earlier)
            return [message]

        self.refused(Cheat(instead), self.honest)

    def test_two_certificates_one_after_the_other(self):
        """A good certificate, then the stranger's, proven by the stranger's key: and the other way round."""
        for first, second in [(self.honest, self.stranger), (self.stranger, self.honest)]:
            other = Certificate(CertificateType.x509, VERSION).create(cheating.certificates(first[0]))

            def instead(message):
                return [other, message] if isinstance(message, Certificate) else [message]

            self.refused(Cheat(instead), second)

    def test_renegotiation_and_authentication_afterwards(self):
        """A second ClientHello, or a certificate that nobody asked for, after an honest handshake (section 4.1.2)."""
        hello = ClientHello()
        hello.create((3, 3), bytearray(32), bytearray(32), [CipherSuite.TLS_AES_128_GCM_SHA256], serverName="localhost")
        certificate = Certificate(CertificateType.x509, VERSION).create(cheating.certificates(self.stranger[0]))
        for message in (hello, certificate):
            unasked = Message(ContentType.handshake, message.write())
            self.refused(credential=self.honest, afterwards=[unasked])

    def test_a_certificate_for_the_public_listener_opens_nothing(self):
        """A certificate that is sent there unasked ends the connection."""
        certificate = Certificate(CertificateType.x509, VERSION).create(cheating.certificates(self.honest[0]))
        unasked = Message(ContentType.handshake, certificate.write())
        request = REQUEST.replace(b"GET /.well-known/private-token-issuer-directory", b"POST /token-request")
        public = self.server.listeners["public"]
        outcome = cheating.attempt(public, None, Cheat(), request, [unasked])
        self.assertEqual(outcome.answer, b"", outcome)
        self.assertTrue(
            cheating.attempt(public, None, Cheat(), request).answer.startswith(b"HTTP/1.1 404 "), "the instrument works"
        )


if __name__ == "__main__":
    unittest.main()
