"""What no retry can mend."""


class UnreadableEvent(Exception):
    """Raised when an event says nothing that could be acted on, however often it is read."""
