"""Events of other contexts and of older systems."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from properties_service.domain.contract_status import ContractStatus
from properties_service.domain.home import Home
from properties_service.inbound.contract_status_changed import ContractStatusChanged
from properties_service.inbound.publication_approval_requested import PublicationApprovalRequested, RequestIds
from properties_service.inbound.reading import arrival_of

from tests.templates import PROJECT
from tests.unit.properties.fakes import HOME, HOUSE
from unicorn_kernel.sequences import SEQUENCE_MAX
from unicorn_kit.errors import Unreadable

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
METADATA = {"event_id": "e", "correlation_id": "c", "schema_version": 1, "sequence": 3}
ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
OLD_CONTRACT = {
    "property_id": HOUSE,
    "contract_id": "f0a1b2c3",
    "contract_status": "APPROVED",
    "contract_last_modified_on": "23/11/2026 18:05:09",
}
REQUEST = {"metadata": METADATA, "property_id": HOUSE, "request_id": "r", "description": "Nice", "images": ["a", "b"]}


def envelope(detail: Any) -> dict[str, Any]:
    return {"id": "envelope", "detail": detail}


@pytest.mark.parametrize(
    "path", sorted((PROJECT / "events/samples/unicorn.contracts").glob("*.json")), ids=lambda p: p.stem
)
def test_every_sample_of_the_contracts_context_is_a_fact(path: Path) -> None:
    sample = json.loads(path.read_text())
    fact = ContractStatusChanged.read(sample).fact(sample["id"], arrived_at=NOW)
    assert fact.status == sample["detail"]["contract_status"]
    assert fact.sequence == sample["detail"]["metadata"]["sequence"]


def test_an_older_systems_flat_event_is_read() -> None:
    fact = ContractStatusChanged.read(envelope(OLD_CONTRACT)).fact("envelope", arrived_at=NOW)
    assert fact.as_of == datetime(2026, 11, 23, 18, 5, 9, tzinfo=UTC)
    assert (fact.sequence, fact.event_id) == (None, "envelope")


def test_an_older_systems_name_of_the_time_is_read() -> None:
    renamed = {name: given for name, given in OLD_CONTRACT.items() if name != "contract_last_modified_on"}
    named = ContractStatusChanged.read(envelope(renamed | {"contract_updated_on": "23/11/2026 18:05:09"}))
    assert named == ContractStatusChanged.read(envelope(OLD_CONTRACT))
    both = ContractStatusChanged.read(envelope(OLD_CONTRACT | {"contract_updated_on": "01/01/2020 00:00:00"}))
    assert both == named
    with pytest.raises(Unreadable, match="contract_last_modified_on"):
        ContractStatusChanged.read(envelope(renamed))


def test_an_older_systems_time_is_not_later_than_its_arrival() -> None:
    ahead = OLD_CONTRACT | {"contract_last_modified_on": "24/11/2026 19:00:00"}  # a local time, read as UTC
    assert ContractStatusChanged.read(envelope(ahead)).fact("envelope", arrived_at=NOW).as_of == NOW
    numbered = ContractStatusChanged.read(envelope(ahead | {"metadata": METADATA})).fact("e", arrived_at=NOW)
    assert numbered.as_of == NOW + timedelta(hours=10)  # which orders nothing


@pytest.mark.parametrize(
    ("time", "arrived"),
    [
        ("2026-11-24T08:00:00Z", NOW - timedelta(hours=1)),
        ("2026-11-24T19:00:00Z", NOW),  # set by its publisher
        ("2026-11-24T08:00:00", NOW),
        ("yesterday", NOW),
        (None, NOW),
    ],
)
def test_an_event_has_arrived_at_the_time_of_its_envelope_or_by_now(time: str | None, arrived: datetime) -> None:
    assert arrival_of(envelope({}) | {"time": time}, now=NOW) == arrived
    assert arrival_of(envelope({}), now=NOW) == NOW


def test_a_contract_is_about_the_home_of_its_key() -> None:
    stated = OLD_CONTRACT | {"address_key": HOME.key, "address": ADDRESS}
    assert ContractStatusChanged.read(envelope(stated)).fact("e", arrived_at=NOW).home == HOME


@pytest.mark.parametrize("address", [None, "Main Street 111", {"city": "Anytown"}, {}])
def test_the_home_of_a_contract_has_no_line_if_its_address_cannot_be_read(address: Any) -> None:
    stated = OLD_CONTRACT | {"address_key": HOME.key, "address": address}
    assert ContractStatusChanged.read(envelope(stated)).fact("e", arrived_at=NOW).home == Home(key=HOME.key)


def test_a_contract_without_a_key_does_not_say_which_home_it_is_about() -> None:
    for stated in (OLD_CONTRACT, OLD_CONTRACT | {"address": ADDRESS}, OLD_CONTRACT | {"address_key": None}):
        assert ContractStatusChanged.read(envelope(stated)).fact("e", arrived_at=NOW).home is None


def test_a_property_id_in_any_spelling_is_normalised() -> None:
    read = ContractStatusChanged.read(envelope(OLD_CONTRACT | {"property_id": "USA/Anytown/Main Street/111"}))
    assert read.property_id == HOUSE


@pytest.mark.parametrize(
    "fault",
    [
        {"contract_status": "BANANA"},
        {"contract_status": "approved "},
        {"contract_status": None},
        {"contract_status": 5},
        {"property_id": None},
        {"property_id": "usa/anytown"},
        {"property_id": 111},
        {"contract_last_modified_on": "yesterday"},
        {"contract_last_modified_on": "31/02/2026 10:00:00"},
        {"contract_last_modified_on": "2026-11-23T12:00:00"},  # without a time zone
        {"metadata": METADATA | {"schema_version": 2}},
        {"metadata": METADATA | {"sequence": 0}},
        {"metadata": METADATA | {"sequence": SEQUENCE_MAX + 1}},
        {"metadata": METADATA | {"sequence": 10**30}},
        {"metadata": "none"},
        {"address_key": "x" * 64},
        {"address_key": "a" * 63},
        {"address_key": 5},
    ],
)
def test_an_invalid_event_is_unreadable(fault: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        ContractStatusChanged.read(envelope(OLD_CONTRACT | fault))


@pytest.mark.parametrize("text", [None, [], "text", 5, {}, {"detail": None}, {"detail": []}])
def test_a_message_that_is_not_an_envelope_is_unreadable(text: Any) -> None:
    with pytest.raises(Unreadable):
        ContractStatusChanged.read(text)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(Unreadable, match="contract_status: Field required"):
        ContractStatusChanged.read(envelope({k: v for k, v in OLD_CONTRACT.items() if k != "contract_status"}))


def test_unknown_fields_are_ignored() -> None:
    assert (
        ContractStatusChanged.read(envelope(OLD_CONTRACT | {"seller_mood": 5})).contract_status
        is ContractStatus.APPROVED
    )


def test_a_request_has_everything_that_its_evaluation_needs() -> None:
    request = PublicationApprovalRequested.read(envelope(REQUEST)).request("envelope")
    assert (request.request_id, request.sequence, request.evaluation_sequence) == ("r", 3, 6)
    assert (request.correlation_id, request.causation_id) == ("c", "e")
    assert request.images == ("a", "b")


def test_every_text_that_customers_read_is_evaluated() -> None:
    texts = {"headline": "Sunny", "captions": ["The front", "A rose"]}
    request = PublicationApprovalRequested.read(envelope(REQUEST | texts)).request("envelope")
    assert list(request.texts.items()) == [
        ("headline", "Sunny"),
        ("description", "Nice"),
        ("captions", "The front\nA rose"),
    ]


@pytest.mark.parametrize(
    "spelling",
    [{}, {"number": 111}, {"city": " ANYTOWN "}, {"street": "main\u00a0street"}, {"region": None, "unit": None}],
)
def test_a_request_is_about_the_home_of_its_address_in_any_spelling(spelling: dict[str, Any]) -> None:
    request = PublicationApprovalRequested.read(envelope(REQUEST | {"address": ADDRESS | spelling})).request("e")
    assert request.home is not None
    assert request.home.key == HOME.key


@pytest.mark.parametrize(
    "other", [{"number": "12½"}, {"unit": "1"}, {"region": "Texas"}, {"city": "\u202e"}, {"street": "ﬁ" * 31}]
)
def test_a_request_is_about_another_home_if_its_address_differs_or_cannot_be_spelled(other: dict[str, Any]) -> None:
    request = PublicationApprovalRequested.read(envelope(REQUEST | {"address": ADDRESS | other})).request("e")
    assert request.home is not None
    assert request.home.key != HOME.key


@pytest.mark.parametrize("address", [None, "Main Street 111", {"city": "Anytown"}, {}, ADDRESS | {"number": 1.5}])
def test_a_request_whose_address_cannot_be_read_does_not_say_which_home_it_is_about(address: Any) -> None:
    assert PublicationApprovalRequested.read(envelope(REQUEST | {"address": address})).request("e").home is None


def test_an_older_systems_request_has_the_id_of_its_envelope() -> None:
    request = PublicationApprovalRequested.read(envelope({"property_id": HOUSE})).request("envelope")
    assert (request.request_id, request.correlation_id, request.evaluation_sequence) == ("envelope", "envelope", 1)
    assert ("".join(request.texts.values()), request.images) == ("", ())


def test_an_image_that_is_named_twice_is_moderated_once() -> None:
    request = PublicationApprovalRequested.read(envelope(REQUEST | {"images": ["a", "b", "a"]})).request("envelope")
    assert request.images == ("a", "b")


@pytest.mark.parametrize(
    "fault",
    [
        {"images": "a"},
        {"images": [None]},
        {"images": [""]},
        {"images": ["a"] * 101},
        {"description": 5},
        {"headline": 5},
        {"headline": "x" * 1_001},
        {"captions": "a"},
        {"captions": [None]},
        {"captions": ["a"] * 201},
        {"captions": ["x" * 1_001]},
        {"description": "ü" * 25_001},
        {"metadata": METADATA | {"schema_version": 2}},
        {"metadata": METADATA | {"sequence": None}},
        {"metadata": METADATA | {"sequence": 10**30}},
    ],
)
def test_an_unreadable_request_can_still_be_answered(fault: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        PublicationApprovalRequested.read(envelope(REQUEST | fault))
    address = RequestIds.read(envelope(REQUEST | fault)).request("envelope")
    assert (address.property_id, address.request_id) == (HOUSE, "r")


@pytest.mark.parametrize("fault", [{"property_id": None}, {"property_id": "x"}, {"request_id": 5}, {"request_id": ""}])
def test_a_request_without_a_property_cannot_be_answered(fault: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        RequestIds.read(envelope(REQUEST | fault))
