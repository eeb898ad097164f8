"""The Contracts context: it owns the legal truth about every property."""
