# SPDX-License-Identifier: Apache-2.0
"""Starts and stops the service's program, with folders that go away with it."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading

from cryptography.hazmat.primitives.asymmetric import ec

from . import throwaway_pki
from .connection import Connection, tls_context

_LISTENER = re.compile(r"^cpsd: (public|issuance) listener on (\S+) port (\d+)")
START_SECONDS = 60


class Server:
    """A running service, with its own authorities and one holder of a STIR certificate."""

    def __init__(self, program: str, **settings: str):
        """Makes certificates and folders and starts the program; `passport_lifetime="4"` is --passport-lifetime 4."""
        self._folder = tempfile.mkdtemp(prefix="cps-interop-")
        # Placements have to be in memory; where this system has no such folder, the temporary one does for a test.
        memory = "/dev/shm" if os.path.isdir("/dev/shm") else self._folder
        self._placements = tempfile.mkdtemp(prefix="cps-interop-", dir=memory)
        self._process = None
        try:
            self._make_certificates()
            self._start(program, settings)
        except BaseException:
            self.stop()
            raise

    def _make_certificates(self) -> None:
        """Writes the TLS and the STIR authority, the server's certificate and a holder's (RFC 8226 section 9)."""
        self.files = throwaway_pki.Folder(self._folder)
        tls, self.stir = throwaway_pki.Authority("Throwaway TLS CA"), throwaway_pki.Authority("Throwaway STIR CA")
        key = ec.generate_private_key(ec.SECP256R1())
        self.tls_authority = self.files.write_certificate("tls-ca.pem", tls.certificate)
        self._stir_authority = self.files.write_certificate("stir-ca.pem", self.stir.certificate)
        self._certificate = self.files.write_certificate("server.pem", throwaway_pki.server_certificate(tls, key))
        self._key = self.files.write_key("server.key", key)
        self.holder_key = ec.generate_private_key(ec.SECP256R1())
        self._holder = self.credential(
            "holder", throwaway_pki.stir_certificate(self.stir, self.holder_key), self.holder_key
        )

    def credential(self, name: str, certificate, key) -> tuple[str, str]:
        """Writes a client's certificate and key, and gives their paths."""
        return (
            self.files.write_certificate(f"{name}.pem", certificate),
            self.files.write_key(f"{name}.key", key),
        )

    def _start(self, program: str, settings: dict[str, str]) -> None:
        """Starts the program on free ports and waits until it says that it is ready."""
        arguments = {
            "name": "localhost",
            "public_host": "127.0.0.1",
            "public_port": "0",
            "issuance_host": "127.0.0.1",
            "issuance_port": "0",
            "public_certificate": self._certificate,
            "public_key": self._key,
            "issuance_trust_anchors": self._stir_authority,
            "ledger_folder": os.path.join(self._folder, "ledger"),
            "placements_folder": self._placements,
        } | settings
        os.mkdir(arguments["ledger_folder"], 0o700)
        command = [program]
        for name, value in arguments.items():
            command += ["--" + name.replace("_", "-"), value]
        self.errors = os.path.join(self._folder, "errors.txt")
        with open(self.errors, "wb") as errors:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        self.listeners: dict[str, tuple[str, int]] = {}
        ready = threading.Event()
        # A thread reads on after the start, so that the program never waits for a full pipe.
        self._reader = threading.Thread(target=self._read, args=(ready,), daemon=True)
        self._reader.start()
        if not ready.wait(START_SECONDS) or len(self.listeners) != 2:
            with open(self.errors, encoding="utf-8", errors="replace") as errors:
                raise RuntimeError("the service did not start: " + errors.read()[-2000:])

    def _read(self, ready: threading.Event) -> None:
        """Reads what the program says; its end counts as ready, so that nobody waits for a program that fell over."""
        for line in self._process.stdout:
            if match := _LISTENER.match(line):
                self.listeners[match[1]] = (match[2], int(match[3]))
            if line.startswith("cpsd: ready"):
                ready.set()
        ready.set()

    def stop(self) -> int | None:
        """Ends the program by its process id, removes the folders, and gives the exit status."""
        status = None
        if self._process:
            if self._process.poll() is not None:
                # It fell over: without this, a failed test would say only that nobody listens.
                with open(self.errors, encoding="utf-8", errors="replace") as errors:
                    text = errors.read()[-4000:]
                print(f"the service ended early, with {self._process.returncode}:", text, file=sys.stderr)
            self._process.terminate()
            try:
                status = self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._reader.join(5)
            self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.rmtree(self._placements, ignore_errors=True)
        return status

    def public(self) -> Connection:
        """A new connection to the public listener, without a certificate."""
        return Connection(*self.listeners["public"], tls_context(self.tls_authority))

    def issuance(self, credential: tuple[str, str] | None = None) -> Connection:
        """A new connection to the issuance listener, with the holder's certificate or another one."""
        return Connection(*self.listeners["issuance"], tls_context(self.tls_authority, *(credential or self._holder)))

    def issuance_without_certificate(self) -> Connection:
        """A connection to the issuance listener that it should refuse."""
        return Connection(*self.listeners["issuance"], tls_context(self.tls_authority))
