#!/usr/bin/env bash
# ical-generator 10.2.0 (npm): an event's address is written as if it were a text, and an end before its start is its start.
#
# The guess: a URL in an iCalendar file is written as it is: RFC 5545 (3.3.13) has no escapes in a value of type URI. An event
# that ends before it starts is refused.
# The behaviour: commas and semicolons get a backslash, so the link of a calendar's entry is another address; icalendar, which
# reads and writes the same format in Python, keeps them. Start and end are exchanged in silence: a mistake of an hour
# becomes a viewing an hour before. An event of one day that is given the same day as its end gets DTEND equal to DTSTART,
# where RFC 5545 (3.6.1) wants it later.
#
# Seen: 30 November 2026, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts ical-generator@10.2.0 > npm.log
cat > seen.mjs <<'NODE'
import ical from 'ical-generator';

const start = new Date('2026-07-01T10:00:00Z');
const calendar = ical();
const url = 'https://example.com/viewing?home=1,2;slot=3';
calendar.createEvent({ id: 'viewing', start, end: new Date('2026-07-01T09:00:00Z'), summary: 'Viewing', url });
calendar.createEvent({ id: 'day', start, end: start, allDay: true, summary: 'Open house' });
const written = calendar.toString().split('\r\n').filter((line) => /^(URL|DTSTART|DTEND)/.test(line));
console.log(written.join('\n'));
const SEEN = [
  'DTSTART:20260701T090000Z',
  'DTEND:20260701T100000Z',
  'URL;VALUE=URI:https://example.com/viewing?home=1\\,2\\;slot=3',
  'DTSTART;VALUE=DATE:20260701',
  'DTEND;VALUE=DATE:20260701',
];
process.exit(JSON.stringify(written) === JSON.stringify(SEEN) ? 0 : 1);
NODE
node seen.mjs
