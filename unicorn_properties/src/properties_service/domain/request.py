"""A request to publish a listing, as far as its evaluation needs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRequest:
    property_id: str
    request_id: str
    sequence: int  # of the property's requests, from 1; 0 where an older system numbers nothing
    correlation_id: str
    causation_id: str  # the event that brought the request
    texts: tuple[str, ...]  # what customers will read: headline, description, what is said of the pictures
    images: tuple[str, ...]  # keys of pictures, each once

    @property
    def evaluation_sequence(self) -> int:
        return max(1, 2 * self.sequence)


def revocation_sequence(evaluation_sequence: int) -> int:
    """Return the number of the fact that takes an evaluation back: before that of the next evaluation."""
    return evaluation_sequence + 1


def idempotency_key(request_id: str, fact: str) -> str:
    """Return what is the same whenever one fact about one request is told again."""
    return f"unicorn.properties:{request_id}:{fact}"
