"""Moments as people type them: RFC 3339, `now`, or so long ago."""

import re
from datetime import UTC, datetime, timedelta

from unicorn_cli.terminal.problems import Problem

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_AGO = re.compile(r"(?P<number>\d{1,6}) ?(?P<unit>[smhd])( ago)?")
MEND = "Write it as 2026-03-02T09:00:00Z, as `1h ago` (s, m, h, d), or `now`"


def moment(text: str, now: datetime) -> datetime:
    """Return the moment that a text means. Raises Problem if it means none, or one without an offset from UTC."""
    if text.strip() == "now":
        return now
    if ago := _AGO.fullmatch(text.strip()):
        return now - timedelta(**{UNITS[ago["unit"]]: int(ago["number"])})
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Problem(f"{text!r} is not a time", MEND) from None
    if found.tzinfo is None:
        raise Problem(f"{text!r} does not say in which time zone it is", f"{MEND}; Z is UTC")
    return found.astimezone(UTC)


def span(begin: str, end: str, now: datetime) -> tuple[datetime, datetime]:
    """Return two moments in their order. Raises Problem if a text is none, or if there is no time between them."""
    found = moment(begin, now), moment(end, now)
    if found[0] >= found[1]:
        raise Problem(f"{begin!r} is not before {end!r}", "Give the earlier moment first")
    return found
