#!/usr/bin/env bash
# ics 0.7.3 (PyPI): what it writes lacks DTSTAMP, and what it reads and writes again changes.
#
# The guess: an event that is written has the DTSTAMP that RFC 5545 (3.6.1) demands; a time without a zone stays one, since it
# means "whatever the clock on the wall says" (3.3.5); a parameter in quotes keeps them.
# The behaviour: no DTSTAMP; a floating time is read as UTC and written with a Z, so a viewing moves by the zone's offset; quotes
# around a parameter with a colon are lost, and whoever reads the line next takes a part of the parameter for the value.
#
# Seen: 30 November 2026, Python 3.11. icalendar 7.3.2 keeps the last two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check ics==0.7.3 icalendar==7.3.2
"$folder/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import icalendar
import ics

LINES = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:viewings", "BEGIN:VEVENT", "UID:viewing", "DTSTAMP:20260601T000000Z",
    "DTSTART:20260701T100000", "DURATION:PT30M", 'X-HOME;X-LINK="https://example.com/1":a house', "END:VEVENT", "END:VCALENDAR",
]  # fmt: skip
text = "\r\n".join([*LINES, ""])


def shown(written: str) -> dict[str, str]:
    names = ("DTSTAMP", "DTSTART", "X-HOME")
    return {name: next((line for line in written.splitlines() if line.startswith(name)), "") for name in names}


made = ics.Calendar(events=[ics.Event(name="Viewing", begin="2026-07-01T10:00:00Z")]).serialize()
here, there = shown(ics.Calendar(text).serialize()), shown(icalendar.Calendar.from_ical(text).to_ical().decode())
print(f"ics {version('ics')}, icalendar {version('icalendar')}")
print(f"a DTSTAMP in what ics makes: {'DTSTAMP' in made}")
for name, line in shown(text).items():
    print(f"read {line!r}; written by ics {here[name]!r}, by icalendar {there[name]!r}")
same = "DTSTAMP" not in made and here["DTSTART"] == "DTSTART:20260701T100000Z"
same = same and here["X-HOME"] == "X-HOME;X-LINK=https://example.com/1:a house"
sys.exit(0 if same and there == shown(text) else 1)
PYTHON
