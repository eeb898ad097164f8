#!/usr/bin/env bash
# icalendar 7.3.2 (PyPI): a moment with a fixed offset gets a time zone's name that is defined nowhere.
#
# The guess: `datetime.fromisoformat("2026-07-01T10:00:00+02:00")` is written so that every calendar shows the same moment, as
# 20260701T080000Z, or is refused: RFC 5545 (3.2.19) wants a VTIMEZONE for each TZID.
# The behaviour: it is written as `DTSTART;TZID="UTC+02:00":20260701T100000`, without a VTIMEZONE. Such a zone is in no
# database: ical.js 2.2.1 takes the time as local, so that in New York the viewing is six hours late. Convert to UTC before a
# moment is written.
#
# Seen: 30 November 2026, Python 3.11, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .
bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
npm install --silent --no-fund --no-audit --ignore-scripts ical.js@2.2.1 > npm.log
cat > read.mjs <<'NODE'
import ICAL from 'ical.js';
const event = new ICAL.Component(ICAL.parse(process.argv[2])).getFirstSubcomponent('vevent');
console.log(new ICAL.Event(event).startDate.toJSDate().toISOString());
NODE
bin/python - <<'PYTHON'
import os
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version

from icalendar import Calendar, Event

moment = datetime.fromisoformat("2026-07-01T10:00:00+02:00")


def written(start: datetime) -> str:
    event = Event()
    event.add("uid", "viewing")
    event.add("dtstamp", datetime(2026, 6, 1, tzinfo=UTC))
    event.add("dtstart", start)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "viewings")
    calendar.add_component(event)
    return calendar.to_ical().decode()


def read_in_new_york(text: str) -> str:
    there = {**os.environ, "TZ": "America/New_York"}
    return subprocess.run(["node", "read.mjs", text], env=there, check=True, capture_output=True, text=True).stdout.strip()


print(f"icalendar {version('icalendar')}, ical.js 2.2.1")
found = {}
for name, start in {"fixed offset": moment, "in UTC": moment.astimezone(UTC)}.items():
    text = written(start)
    line = next(line for line in text.splitlines() if line.startswith("DTSTART"))
    found[name] = (line, "VTIMEZONE" in text, read_in_new_york(text))
    print(f"{name}: {line}, a VTIMEZONE: {found[name][1]}, read in New York as {found[name][2]}")
SEEN = {
    "fixed offset": ('DTSTART;TZID="UTC+02:00":20260701T100000', False, "2026-07-01T14:00:00.000Z"),
    "in UTC": ("DTSTART:20260701T080000Z", False, "2026-07-01T08:00:00.000Z"),
}
sys.exit(0 if found == SEEN else 1)
PYTHON
