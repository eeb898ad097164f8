"""The events of other contexts and our own replayed ones: a module for each, so that a function builds only its own."""
