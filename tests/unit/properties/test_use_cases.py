"""The use cases of the workflow's tasks on in-memory ports."""

from datetime import timedelta

import pytest
from properties_service.domain.content import ListingContent, ReadText, ResultMissing, Verdict
from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import Home
from properties_service.domain.reasons import Reason
from properties_service.domain.request import PublicationRequest, revocation_sequence
from properties_service.ports import BusUnavailable, StoreUnavailable
from properties_service.use_cases.decisions import decline_failed_request
from properties_service.use_cases.evaluation import Attempt, ContractCheck, Outcome, check_contract, validate_content

from tests.unit.properties.fakes import (
    DESCRIPTION,
    GRACE,
    HOME,
    HOUSE,
    LIMITS,
    MONDAY,
    OTHER_HOME,
    POLISH,
    FakePublisher,
    FakeTable,
    a_fact,
    a_request,
    an_attempt,
    safe,
    unsafe,
)

pytestmark = pytest.mark.domain
LATE = an_attempt(after=GRACE)


def checked(
    table: FakeTable, request: PublicationRequest | None = None, attempt: Attempt | None = None
) -> ContractCheck:
    return check_contract(
        request or a_request(),
        attempt=attempt or an_attempt(),
        facts=table,
        requests=table,
        verdicts=table,
        limits=LIMITS,
    )


def validated(table: FakeTable, images: list[str], moderated: list[Verdict]) -> list[Reason]:
    judged = validate_content(
        "request-1",
        ListingContent(images=images, texts=[DESCRIPTION]),
        moderated=moderated,
        limits=LIMITS,
        verdicts=table,
        requests=table,
        now=MONDAY,
    )
    return list(judged.reasons)


@pytest.mark.parametrize("status", [ContractStatus.DRAFT, ContractStatus.APPROVED])
def test_the_evaluation_continues_with_an_active_contract(status: ContractStatus) -> None:
    assert checked(FakeTable(facts={HOUSE: a_fact(status)})).outcome is Outcome.KNOWN


def test_a_second_delivery_of_a_request_is_a_duplicate() -> None:
    table = FakeTable(facts={HOUSE: a_fact()})
    assert checked(table, attempt=an_attempt("first")).outcome is Outcome.KNOWN
    assert checked(table, attempt=an_attempt("second")).outcome is Outcome.DUPLICATE


def test_a_retry_of_the_same_execution_is_not_a_duplicate() -> None:
    table = FakeTable(facts={HOUSE: a_fact()})
    assert [checked(table).outcome for _ in range(3)] == [Outcome.KNOWN] * 3


def test_a_late_contract_event_is_waited_for() -> None:
    table = FakeTable()
    assert checked(table).outcome is Outcome.UNKNOWN
    table.facts[HOUSE] = a_fact()
    assert checked(table, attempt=an_attempt(after=GRACE * 2)).outcome is Outcome.KNOWN


def test_after_the_grace_period_a_missing_contract_is_a_reason() -> None:
    table = FakeTable()
    assert checked(table, attempt=an_attempt(after=GRACE - timedelta(milliseconds=1))).outcome is Outcome.UNKNOWN
    found = checked(table, attempt=an_attempt(after=GRACE))
    assert (found.outcome, [reason.code for reason in found.reasons]) == (Outcome.DECLINED, ["CONTRACT_NOT_FOUND"])


@pytest.mark.parametrize("last", [a_fact(ContractStatus.CANCELLED), a_fact(home=OTHER_HOME)])
def test_the_event_of_the_next_contract_is_waited_for(last: ContractFact) -> None:
    table = FakeTable(facts={HOUSE: last})
    assert checked(table, a_request(home=HOME)).outcome is Outcome.UNKNOWN
    table.facts[HOUSE] = a_fact(sequence=2, contract_id="contract-2", home=HOME)
    assert checked(table, a_request(home=HOME)).outcome is Outcome.KNOWN


def test_a_failed_read_is_not_a_missing_contract() -> None:
    with pytest.raises(StoreUnavailable):
        checked(FakeTable(broken={HOUSE}), attempt=an_attempt(after=GRACE * 2))


@pytest.mark.parametrize("status", [ContractStatus.CANCELLED, ContractStatus.CLOSED, ContractStatus.EXPIRED])
def test_an_ended_contract_is_a_reason_that_names_it(status: ContractStatus) -> None:
    found = checked(FakeTable(facts={HOUSE: a_fact(status)}), attempt=LATE)
    assert found.outcome is Outcome.DECLINED
    [reason] = found.reasons
    assert (reason.code, reason.subject) == ("CONTRACT_ENDED", "contract-1")
    assert status in reason.message


@pytest.mark.parametrize("status", [ContractStatus.DRAFT, ContractStatus.APPROVED])
def test_a_contract_for_another_address_is_a_reason_that_shows_both(status: ContractStatus) -> None:
    found = checked(FakeTable(facts={HOUSE: a_fact(status, home=OTHER_HOME)}), a_request(home=HOME), LATE)
    assert found.outcome is Outcome.DECLINED
    [reason] = found.reasons
    assert (reason.code, reason.subject) == ("CONTRACT_OF_ANOTHER_ADDRESS", "contract-1")
    assert reason.message == (
        "The contract is about 12½ Main Street, Anytown, USA; the listing is about 111 Main Street, Anytown, USA. "
        "Correct one of them and request publication again."
    )


def test_a_contract_whose_fact_has_only_the_key_of_another_address_is_still_a_reason() -> None:
    found = checked(FakeTable(facts={HOUSE: a_fact(home=Home(key=OTHER_HOME.key))}), a_request(home=HOME), LATE)
    assert found.reasons[0].message.startswith("The contract is about another address; the listing is about 111 Main")


def test_an_ended_contract_for_another_address_is_an_ended_one() -> None:
    found = checked(
        FakeTable(facts={HOUSE: a_fact(ContractStatus.CLOSED, home=OTHER_HOME)}), a_request(home=HOME), LATE
    )
    assert [reason.code for reason in found.reasons] == ["CONTRACT_ENDED"]


@pytest.mark.parametrize(("listings", "contracts"), [(HOME, HOME), (None, HOME), (HOME, None), (None, None)])
def test_the_evaluation_continues_unless_both_addresses_are_known_and_differ(
    listings: Home | None, contracts: Home | None
) -> None:
    found = checked(FakeTable(facts={HOUSE: a_fact(home=contracts)}), a_request(home=listings))
    assert found.outcome is Outcome.KNOWN


@pytest.mark.parametrize("status", [ContractStatus.DRAFT, ContractStatus.CLOSED])
def test_only_images_without_a_verdict_are_moderated(status: ContractStatus) -> None:
    table = FakeTable(facts={HOUSE: a_fact(status)}, verdicts={"a": safe("a")})
    assert list(checked(table, a_request(images=("a", "b")), LATE).unmoderated) == ["b"]


def test_a_verdict_with_a_higher_threshold_is_requested_again() -> None:
    table = FakeTable(facts={HOUSE: a_fact()}, verdicts={"a": Verdict(key="a", least_confidence=80)})
    assert list(checked(table, a_request(images=("a",))).unmoderated) == ["a"]


def test_a_verdict_is_stored_and_used_by_the_next_request() -> None:
    table = FakeTable()
    assert validated(table, ["a"], [safe("a")]) == []
    assert validated(table, ["a"], []) == []
    assert [reason.code for reason in validated(table, ["a", "b"], [unsafe("b")])] == ["IMAGE_UNSAFE"]
    assert [reason.code for reason in validated(table, ["b"], [])] == ["IMAGE_UNSAFE"]


def test_an_unreadable_image_is_moderated_again_next_time() -> None:
    table = FakeTable()
    broken = Verdict(key="a", unreadable="InvalidS3ObjectException")
    assert validated(table, ["a"], [broken]) == []
    assert [question.code for question in table.findings["request-1"].judgement.questions] == ["IMAGE_UNREADABLE"]
    assert table.verdicts == {}


def test_an_image_without_a_result_fails_the_evaluation() -> None:
    with pytest.raises(ResultMissing):
        validated(FakeTable(), ["a"], [])


def test_the_findings_of_an_evaluation_are_stored_with_the_request() -> None:
    table = FakeTable()
    reasons = validated(table, ["a"], [unsafe("a")])
    kept = table.findings["request-1"]
    assert list(kept.verdicts) == [unsafe("a")]
    assert list(kept.texts) == [DESCRIPTION]
    assert list(kept.judgement.reasons) == reasons


def test_an_unsafe_image_declines_although_a_text_is_a_question() -> None:
    judged = validate_content(
        "request-1",
        ListingContent(images=["a"], texts=[ReadText(field="description", language=POLISH, pieces=1)]),
        moderated=[unsafe("a")],
        limits=LIMITS,
        verdicts=FakeTable(),
        requests=FakeTable(),
        now=MONDAY,
    )
    assert [reason.code for reason in judged.reasons] == ["IMAGE_UNSAFE"]
    assert [question.code for question in judged.questions] == ["DESCRIPTION_LANGUAGE_UNKNOWN"]


def test_an_execution_that_ended_without_an_evaluation_gets_exactly_one() -> None:
    table, publisher = FakeTable(), FakePublisher()
    assert decline_failed_request(a_request(), requests=table, publisher=publisher, now=MONDAY)
    assert not decline_failed_request(a_request(), requests=table, publisher=publisher, now=MONDAY)
    assert publisher.failures == [("request-1", "EVALUATION_FAILED")]


def test_an_evaluation_that_could_not_be_published_is_published_later() -> None:
    table, publisher = FakeTable(), FakePublisher(is_down=True)
    with pytest.raises(BusUnavailable):
        decline_failed_request(a_request(), requests=table, publisher=publisher, now=MONDAY)
    publisher.is_down = False
    assert decline_failed_request(a_request(), requests=table, publisher=publisher, now=MONDAY)


def test_sequences_of_evaluations_and_revocations_follow_their_requests() -> None:
    numbers = []
    for sequence in (0, 1, 2, 3):
        evaluation = a_request(sequence=sequence).evaluation_sequence
        numbers.append((evaluation, revocation_sequence(evaluation)))
    assert numbers == [(1, 2), (2, 3), (4, 5), (6, 7)]
