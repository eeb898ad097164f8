"""The ports of the use cases, and the errors that their adapters raise."""

from __future__ import annotations  # a function imports the parts of the domain that it handles, and no others

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from unicorn_kit.errors import BusUnavailable, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from properties_service.domain.approval import PropertyState, Publication, RequestReview, Revoke, Waiter
    from properties_service.domain.content import Judgement, ReadText, Verdict
    from properties_service.domain.contract_status import ContractFact
    from properties_service.domain.reasons import Reason
    from properties_service.domain.request import PublicationRequest
    from properties_service.domain.review import ReviewDecision
    from unicorn_kit.rounds import Step

__all__ = [
    "Approvals",
    "BusUnavailable",
    "ChangedMeanwhile",
    "ContractFacts",
    "Findings",
    "Properties",
    "Publisher",
    "Requests",
    "ReviewDecisions",
    "SeenProperty",
    "StoreUnavailable",
    "TokenGone",
    "Verdicts",
    "Waiting",
    "Workflow",
    "WorkflowUnavailable",
]


class WorkflowUnavailable(Exception):
    """Raised when the workflow service does not answer; a later try may succeed."""


class ChangedMeanwhile(Exception):
    """Raised when an item is no longer what it was when it was read."""


class TokenGone(Exception):
    """Raised when no execution waits with a token any more: it was used, has timed out, or never existed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The results behind an evaluation; kept for a while, so that a decline can be explained."""

    request_id: str
    verdicts: Sequence[Verdict]
    texts: Sequence[ReadText]
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenProperty:
    """A property as last seen. Its state decides only whether the property is to be synced."""

    property_id: str
    state: PropertyState | None  # perhaps a part of it; None if it cannot be read, or is not known well enough


class ContractFacts(Protocol):
    """The newest fact about each property's contract. All methods raise StoreUnavailable."""

    def of(self, property_id: str) -> ContractFact | None:
        """Return the newest fact about the property's contract, read consistently; None if there is none."""

    def put(self, fact: ContractFact, *, instead_of: ContractFact | None) -> None:
        """Write the fact in place of `instead_of`. Raises ChangedMeanwhile unless that is still the stored one."""


class ReviewDecisions(Protocol):
    """What people have decided. All methods raise StoreUnavailable."""

    def keep_decision(self, decision: ReviewDecision, *, at: datetime) -> bool:
        """Store the decision about a request; return False if there is one already, which stands."""


class Requests(Protocol):
    """The publication requests of the last 120 days. All methods raise StoreUnavailable."""

    def register(self, request: PublicationRequest, *, execution_id: str, at: datetime) -> bool:
        """Register a request; return whether it is this execution's: new, or registered by the same execution."""

    def restore_request(self, request: PublicationRequest, *, at: datetime) -> None:
        """Write a request that was answered `at` a moment, unless it is stored; no execution can register it then."""

    def keep_findings(self, findings: Findings) -> None:
        """Store the findings with their request."""

    def is_answered(self, request_id: str) -> bool:
        """Whether `mark_answered` was called for the request."""

    def mark_answered(self, request_id: str) -> None:
        """Store that a request was answered although its execution had ended without an answer."""


class Verdicts(Protocol):
    """Cached moderation results of images, whose keys are never reused. All methods raise StoreUnavailable."""

    def verdicts_on(self, keys: Sequence[str]) -> Mapping[str, Verdict]:
        """Return the stored verdicts on these images, by key."""

    def keep_verdicts(self, verdicts: Sequence[Verdict], *, at: datetime) -> None:
        """Store verdicts for a year, so that no image is moderated twice."""


class Approvals(Protocol):
    """Waiters and publications. All methods raise StoreUnavailable."""

    def add_waiter(self, waiter: Waiter) -> None:
        """Add a waiter; it replaces an earlier one of the same request that waits for the same."""

    def drop_waiter(self, waiter: Waiter) -> None:
        """Delete a waiter, unless the same request waits with another token by now."""

    def mark_requested(self, waiter: Waiter) -> None:
        """Store that a person was asked, unless the request waits with another token by now."""

    def state(self, property_id: str) -> PropertyState:
        """Return the contract, publication, waiters and decisions of a property, read consistently."""

    def restore_publication(self, publication: Publication, *, at: datetime) -> None:
        """Write a publication that was approved `at` a moment, unless it or a newer one is stored."""

    def mark_revoked(self, property_id: str, request_id: str, *, at: datetime) -> None:
        """Store when a publication was revoked, unless another one has replaced it."""


class Waiting(Protocol):
    """All waiters, by the moment since which they wait. All methods raise StoreUnavailable."""

    def until(self, moment: datetime, *, after: str | None = None) -> Iterator[Sequence[Step[SeenProperty]]]:
        """Yield pages of the waiters from `moment` or earlier, oldest first, from the position `after` on."""


class Properties(Protocol):
    """The state of all properties. All methods raise StoreUnavailable."""

    def seen(self, *, after: str | None = None) -> Iterator[Sequence[Step[Sequence[SeenProperty]]]]:
        """Yield all properties in any order, one step for each page, from the position `after` on."""


class Workflow(Protocol):
    """The workflow executions that wait. All methods raise TokenGone and WorkflowUnavailable."""

    def resume(self, waiter: Waiter, *, contract_id: str | None) -> None:
        """Resume an execution whose contract is approved, or whose content a person has approved."""

    def decline(self, waiter: Waiter, reason: Reason) -> None:
        """Resume an execution with the reason why its listing cannot be published."""

    def give_up(self, waiter: Waiter) -> None:
        """Resume an execution that has waited as long as it may."""


class Publisher(Protocol):
    """The shared bus. All methods raise BusUnavailable."""

    def publish_revocation(self, revoke: Revoke, *, at: datetime) -> None:
        """Publish that a publication was revoked."""

    def publish_review_request(self, request: RequestReview) -> None:
        """Publish that a person is asked; again, it is the same event."""

    def publish_failure(self, request: PublicationRequest, *, reason: Reason, at: datetime) -> None:
        """Publish that a request is declined because it could not be evaluated."""
