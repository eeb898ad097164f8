"""How far the sequences of events go: docs/adr/0047."""

SEQUENCE_MAX = 10**12  # counted up by one: a change of one property in every millisecond of thirty years
DECISION_SEQUENCE_MAX = 2 * SEQUENCE_MAX + 1  # an evaluation has twice its request's, and its revocation the next one
