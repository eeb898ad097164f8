"""Clients that others' generators make of the descriptions: generated, compiled, and the story told with them."""
