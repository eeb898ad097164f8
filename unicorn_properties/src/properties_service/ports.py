"""What the use cases need of the outside, and the errors it promises."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from properties_service.domain.approval import PropertyState, Publication, Revoke, Waiter
from properties_service.domain.content import Sentiment, Verdict
from properties_service.domain.contract_status import ContractFact
from properties_service.domain.reasons import Reason
from properties_service.domain.request import PublicationRequest


class StoreUnavailable(Exception):
    """Raised when the store is throttled or failing; a later try may succeed."""


class BusUnavailable(Exception):
    """Raised when the bus does not take an event; a later try may succeed."""


class WorkflowUnavailable(Exception):
    """Raised when the workflow service does not answer; a later try may succeed."""


class ChangedMeanwhile(Exception):
    """Raised when what is to be replaced is no longer what it was when it was read."""


class TokenGone(Exception):
    """Raised when nobody waits with a token any more: it was used, has timed out, or never was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """On what an evaluation rests; kept for a while, so that a decline can be explained."""

    request_id: str
    verdicts: Sequence[Verdict]
    sentiments: Sequence[Sentiment]
    language: str
    reasons: Sequence[Reason]


class ContractFacts(Protocol):
    """The newest fact about each property's contract. All methods raise StoreUnavailable."""

    def of(self, property_id: str) -> ContractFact | None:
        """Return what is known, as last written."""

    def put(self, fact: ContractFact, *, instead_of: ContractFact | None) -> None:
        """Write the fact. Raises ChangedMeanwhile unless `instead_of` is still what is known."""


class Requests(Protocol):
    """Requests that were seen, for a while. All methods raise StoreUnavailable."""

    def register(self, request: PublicationRequest, *, execution_id: str, at: datetime) -> bool:
        """Whether the request belongs to this execution: nobody had it before, or this execution itself had."""

    def recall_request(self, request: PublicationRequest, *, at: datetime) -> None:
        """Remember a request that was answered `at` a moment, unless it is known; no execution can have it any more."""

    def keep_findings(self, findings: Findings) -> None:
        """Keep what an evaluation rests on beside its request."""

    def is_answered(self, request_id: str) -> bool:
        """Whether `mark_answered` was called for the request."""

    def mark_answered(self, request_id: str) -> None:
        """Remember that a request, whose execution ended without an answer, has been answered after all."""


class Verdicts(Protocol):
    """What moderation said of pictures; their keys are never reused. All methods raise StoreUnavailable."""

    def verdicts_on(self, keys: Sequence[str]) -> Mapping[str, Verdict]:
        """Return what is known of these pictures."""

    def keep_verdicts(self, verdicts: Sequence[Verdict], *, at: datetime) -> None:
        """Keep verdicts, so that nobody has to ask for them again."""


class Approvals(Protocol):
    """Who waits for a contract, and what is published. All methods raise StoreUnavailable."""

    def add_waiter(self, waiter: Waiter) -> None:
        """Add a waiter; it takes the place of an earlier one of the same request."""

    def drop_waiter(self, waiter: Waiter) -> None:
        """Forget a waiter, unless the same request waits with another token by now."""

    def state(self, property_id: str) -> PropertyState:
        """Return everything known of a property, as last written."""

    def recall_publication(self, publication: Publication, *, at: datetime) -> None:
        """Write a publication that was approved `at` a moment, unless it or a newer one is known."""

    def mark_revoked(self, property_id: str, request_id: str, *, at: datetime) -> None:
        """Remember since when a publication is taken back, unless another one has taken its place."""

    def waiting_since(self, moment: datetime) -> Iterator[str]:
        """Yield the properties for which somebody has been waiting since `moment` or longer, each once."""


class Workflow(Protocol):
    """The workflows that wait. All methods raise TokenGone and WorkflowUnavailable."""

    def resume(self, waiter: Waiter, *, contract_id: str | None) -> None:
        """Wake a workflow with good news."""

    def refuse(self, waiter: Waiter, reason: Reason) -> None:
        """Wake a workflow with the reason why its listing cannot be published."""

    def give_up(self, waiter: Waiter) -> None:
        """Wake a workflow because its time is up."""


class Announcements(Protocol):
    """The shared bus. All methods raise BusUnavailable."""

    def revoked(self, revoke: Revoke, *, at: datetime) -> None:
        """Tell that a publication was taken back."""

    def failed(self, request: PublicationRequest, *, reason: Reason, at: datetime) -> None:
        """Tell that a request could not be evaluated."""
