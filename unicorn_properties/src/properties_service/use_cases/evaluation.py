"""The workflow's checks of a request: its contract, then its content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from properties_service.domain.content import Judgement, Limits, ListingContent, Verdict, judge
from properties_service.domain.reasons import Reason, contract_not_found, reason_against
from properties_service.domain.request import PublicationRequest
from properties_service.ports import ContractFacts, Findings, Requests, Verdicts


class Outcome(StrEnum):
    """The result of the contract check, which decides the workflow's next state."""

    DUPLICATE = "DUPLICATE"  # another execution has the request
    UNKNOWN = "UNKNOWN"  # no contract that the listing may rest on; its event may still be on the way
    DECLINED = "DECLINED"  # for its contract; the content is checked as well, so that the agent reads every reason
    KNOWN = "KNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt of an execution to find its property's contract."""

    execution_id: str
    started_at: datetime  # of the execution
    now: datetime
    grace: timedelta  # after the start, in which the contract's event may still be on the way

    @property
    def is_early(self) -> bool:
        return self.now - self.started_at < self.grace


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCheck:
    outcome: Outcome
    reasons: Sequence[Reason] = ()
    unmoderated: Sequence[str] = ()  # keys of images without a usable verdict


def check_contract(
    request: PublicationRequest,
    *,
    attempt: Attempt,
    facts: ContractFacts,
    requests: Requests,
    verdicts: Verdicts,
    limits: Limits,
) -> ContractCheck:
    """Register the request and check its contract; within the grace period the first or the next may still arrive."""
    if not requests.register(request, execution_id=attempt.execution_id, at=attempt.now):
        return ContractCheck(outcome=Outcome.DUPLICATE)
    contract = facts.of(request.property_id)
    reason = reason_against(contract, request.home) if contract else contract_not_found(request.property_id)
    if reason is not None and attempt.is_early:
        return ContractCheck(outcome=Outcome.UNKNOWN)
    known = _usable(verdicts, request.images, limits)
    unmoderated = [key for key in request.images if key not in known]
    if reason is not None:
        return ContractCheck(outcome=Outcome.DECLINED, reasons=[reason], unmoderated=unmoderated)
    return ContractCheck(outcome=Outcome.KNOWN, unmoderated=unmoderated)


def validate_content(
    request_id: str,
    content: ListingContent,
    *,
    moderated: Sequence[Verdict],
    limits: Limits,
    verdicts: Verdicts,
    requests: Requests,
    now: datetime,
) -> Judgement:
    """Return every reason against the content and every question, and store the findings. Raises ResultMissing."""
    keep_verdicts(moderated, verdicts=verdicts, now=now)
    new = {verdict.key: verdict for verdict in moderated}
    known = _usable(verdicts, [key for key in content.images if key not in new], limits)
    results = dict(known) | new
    judged = judge(content, results, limits)
    requests.keep_findings(
        Findings(
            request_id=request_id,
            verdicts=[results[key] for key in content.images],
            texts=content.texts,
            judgement=judged,
        )
    )
    return judged


def keep_verdicts(moderated: Sequence[Verdict], *, verdicts: Verdicts, now: datetime) -> None:
    """Store the verdicts, so that a later attempt moderates only the other images."""
    verdicts.keep_verdicts([verdict for verdict in moderated if verdict.unreadable is None], at=now)


def _usable(verdicts: Verdicts, keys: Iterable[str], limits: Limits) -> dict[str, Verdict]:
    """Return the verdicts that include every label from the present limit on."""
    known = verdicts.verdicts_on(list(keys))
    return {key: verdict for key, verdict in known.items() if verdict.least_confidence <= limits.unsafe_confidence}
