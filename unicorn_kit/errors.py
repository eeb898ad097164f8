"""The technical errors that ports promise; each context's `ports.py` re-exports those that its ports raise."""


class StoreUnavailable(Exception):
    """Raised when the store is throttled or failing; it may have written, and a later try may succeed."""


class BusUnavailable(Exception):
    """Raised when the bus takes no event at all; a later try may succeed."""


class EventRefused(Exception):
    """Raised when the bus will never take an event, because of what it is: its size, for example."""


class Unreadable(ValueError):
    """Raised when a message or stream record cannot be understood, however often it is read."""


class AnsweredMeanwhile(Exception):
    """Raised when a request with the same idempotency key had its effect at the same moment; nothing was written."""
