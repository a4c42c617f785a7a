# SPDX-License-Identifier: Apache-2.0
"""A client of the Call Placement Service, written from spec-notes/protocol.md alone.

It shares no code with the service, so that a mistake in one is not repeated in the other.
"""
