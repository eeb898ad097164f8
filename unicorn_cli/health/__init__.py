"""Whether a stage is healthy: what a person would try first, tried in one command."""
