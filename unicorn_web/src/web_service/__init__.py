"""The Web context: it owns what agents offer and what customers find."""
