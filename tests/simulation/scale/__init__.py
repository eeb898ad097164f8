"""The agency at a scale that no test reaches by calls alone: simulated, for docs/scale.md."""
