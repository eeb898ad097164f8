"""Ids that sort by the time they were made (RFC 9562, version 7); the standard library has them from 3.14."""

import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    version, variant = 0x7, 0b10
    return UUID(int=milliseconds << 80 | version << 76 | (random >> 62) << 64 | variant << 62 | random & (1 << 62) - 1)
