"""The log of all functions but the customers' search, which avoids the import of Powertools."""

from unicorn_kit.telemetry import make_logger

logger = make_logger("web")


def log_unreadable_enquiry(enquiry_id: str) -> None:
    logger.error("unreadable_enquiry", extra={"fact": "EnquiryUnreadable", "enquiry_id": enquiry_id})


def log_unreadable_viewing(viewing_id: str) -> None:
    """Log a viewing, or a slot of an agenda, by the last part of its key."""
    logger.error("unreadable_viewing", extra={"fact": "ViewingUnreadable", "viewing_id": viewing_id})
