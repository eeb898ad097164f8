"""A publication request, with the fields that its evaluation needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from properties_service.domain.home import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRequest:
    property_id: str
    request_id: str
    sequence: int  # of the property's requests, from 1; 0 from older systems
    correlation_id: str
    causation_id: str  # the event that brought the request
    texts: Mapping[str, str]  # by field: headline, description, captions of the images
    images: tuple[str, ...]  # keys, each once
    home: Home | None = None  # that the listing is about; None if the request does not say
    is_appeal: bool = False  # against the evaluation of the same content: a person judges it

    @property
    def evaluation_sequence(self) -> int:
        return max(1, 2 * self.sequence)


def revocation_sequence(evaluation_sequence: int) -> int:
    """Return the sequence of the revocation of an evaluation: below that of the next evaluation."""
    return evaluation_sequence + 1


def idempotency_key(request_id: str, fact: str) -> str:
    """Return a key that is the same whenever the same fact about a request is published again."""
    return f"unicorn.properties:{request_id}:{fact}"
