"""The Properties context: it decides whether a listing may be published, and for how long it stays so."""
