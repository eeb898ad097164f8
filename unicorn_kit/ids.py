"""Ids that sort by the time they were made (RFC 9562, version 7); the standard library has them from 3.14."""

import time
from os import urandom
from uuid import UUID

VERSION, VARIANT = 0x7, 0b10


def uuid7() -> UUID:
    """Return a new id; its 12 bits below the millisecond hold a fraction of it (RFC 9562, section 6.2, method 3)."""
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    chance = int.from_bytes(urandom(8)) >> 2  # 62 bits
    fraction = nanoseconds * 4096 // 1_000_000
    return UUID(int=milliseconds << 80 | VERSION << 76 | fraction << 64 | VARIANT << 62 | chance)
