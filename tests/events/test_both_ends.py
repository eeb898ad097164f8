"""Publishers are strict, consumers tolerant: published events obey their schema, and every valid event can be read."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from events.tools.samples import readers, samples
from events.tools.schemas import EventModel, published_models, schema, source
from tests.events.details import details
from tests.generated import examples

MODELS = published_models()
SCHEMAS = {model: schema(model) for model in MODELS}
JUDGES = {
    model: Draft202012Validator(found, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for model, found in SCHEMAS.items()
}
NO_PROPERTY: list[Any] = [None, 5, [], {}, "", "nowhere", "a/b/c"]
ANYTHING: list[Any] = [None, 5, 1.5, True, "text", [], {}, [None], {"a": 1}]
OLD: dict[str, dict[str, Any]] = {  # events of older systems: flat, dates in their format, no request ids
    "ContractStatusChanged": {
        "property_id": "USA/Anytown/Main Street/111",
        "contract_id": "f2bedc80-3dc8-4544-9140-9b606d71a6ee",
        "contract_status": "APPROVED",
        "contract_last_modified_on": "23/11/2026 18:05:09",
    },
    "PublicationApprovalRequested": {
        "property_id": "usa/anytown/main-street/111",
        "address": {"country": "USA", "city": "Anytown", "street": "Main Street", "number": 111},
        "description": "A lovely house.",
        "contract": "sale",
        "listprice": 200,
        "currency": "SPL",
        "images": ["usa/anytown/main-street-111-0.jpg"],
        "status": "PENDING",
    },
    "PublicationEvaluationCompleted": {
        "property_id": "usa/anytown/main-street/111",
        "evaluation_result": "DECLINED",
    },
    "PublicationRevoked": {"property_id": "usa/anytown/main-street/111", "reason": "CONTRACT_CANCELLED"},
}


def a_sample(model: EventModel) -> dict[str, Any]:
    found = [s for s in samples() if (s.source, s.detail_type) == (source(model), model.__name__)]
    return max((dict(sample.envelope["detail"]) for sample in found), key=lambda detail: len(json.dumps(detail)))


def name(model: EventModel) -> str:
    return model.__name__


def places(detail: Any, *way: str | int) -> Iterator[tuple[str | int, ...]]:
    """Yield the path to every value of a detail."""
    entries = detail.items() if isinstance(detail, dict) else enumerate(detail) if isinstance(detail, list) else []
    for key, value in entries:
        yield (*way, key)
        yield from places(value, *way, key)


def changed(detail: dict[str, Any], way: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """Return a copy with another value at a path; `...` removes it."""
    copy = deepcopy(detail)
    part: Any = copy
    for step in way[:-1]:
        part = part[step]
    if value is ...:
        del part[way[-1]]
    else:
        part[way[-1]] = value
    return copy


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=name)
@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_consumer_reads_every_detail_that_the_schema_allows(model: EventModel, data: st.DataObject) -> None:
    detail = data.draw(details(SCHEMAS[model]))
    if "request_id" in detail:  # Properties repeats the id that it was given, and Web gives UUIDs
        detail["request_id"] = str(data.draw(st.uuids()))
    JUDGES[model].validate(detail)
    for reader in readers(model.__name__):
        reader.model_validate(detail)
        reader.model_validate_json(json.dumps(detail | {"a_field_of_tomorrow": {"a": [1]}}))


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=name)
@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_detail_that_a_publishers_model_accepts_obeys_its_schema(model: EventModel, data: st.DataObject) -> None:
    """The model may coerce types; but no event leaves that violates the schema."""
    detail = data.draw(details(SCHEMAS[model]))
    way = data.draw(st.sampled_from(list(places(detail))))
    for given_ in (detail, changed(detail, way, data.draw(st.sampled_from([*ANYTHING, ...])))):
        try:
            event = model.model_validate(given_)
        except ValidationError:
            continue
        JUDGES[model].validate(json.loads(event.model_dump_json()))


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_an_event_with_a_missing_or_null_required_field_is_never_published(model: EventModel) -> None:
    detail = a_sample(model)
    model.model_validate(detail)
    refused = 0
    for way in places(detail):
        if _is_required(SCHEMAS[model], way) and isinstance(way[-1], str):
            refused += 1
            for fault in (..., None):
                if not (fault is ... and _has_a_constant(SCHEMAS[model], way)):  # the model supplies constants
                    with pytest.raises(ValidationError):
                        model.model_validate(changed(detail, way, fault))
    assert refused >= 5


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_every_consumer_rejects_an_unknown_version(model: EventModel) -> None:
    for version in (0, 2, "1.1", None):
        for reader in readers(model.__name__):
            with pytest.raises(ValidationError):
                reader.model_validate(changed(a_sample(model), ("metadata", "schema_version"), version))


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_mistyped_event_is_rejected_with_the_name_of_the_field(model: EventModel) -> None:
    for reader in readers(model.__name__):
        for wrong in NO_PROPERTY:
            with pytest.raises(ValidationError, match="property_id"):
                reader.model_validate(a_sample(model) | {"property_id": wrong})


@pytest.mark.parametrize("model", [model for model in MODELS if model.__name__ in OLD], ids=name)
def test_an_older_systems_flat_event_is_read(model: EventModel) -> None:
    for reader in readers(model.__name__):
        assert vars(reader.model_validate(OLD[model.__name__]))["property_id"] == "usa/anytown/main-street/111"


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_new_value_of_an_open_list_is_read(model: EventModel) -> None:
    detail = a_sample(model)
    for way in places(detail):
        if "examples" in _at(SCHEMAS[model], way):
            for reader in readers(model.__name__):
                reader.model_validate(changed(detail, way, "A_VALUE_OF_TOMORROW"))


def test_there_are_open_lists() -> None:
    open_lists = [m for m in MODELS if any("examples" in _at(SCHEMAS[m], way) for way in places(a_sample(m)))]
    assert [model.__name__ for model in open_lists] == [
        "PublicationEvaluationCompleted",
        "PublicationReviewRequested",
        "PublicationRevoked",
    ]


def _at(document: dict[str, Any], way: tuple[str | int, ...]) -> dict[str, Any]:
    """Return the schema at a path."""
    part = document
    for step in way:
        part = _followed(document, part["items"] if isinstance(step, int) else part["properties"][step])
    return part


def _is_required(document: dict[str, Any], way: tuple[str | int, ...]) -> bool:
    return way[-1] in _at(document, way[:-1]).get("required", [])


def _has_a_constant(document: dict[str, Any], way: tuple[str | int, ...]) -> bool:
    return "const" in _at(document, way)


def _followed(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
    return found


def test_no_consumer_shares_a_model_with_its_publisher() -> None:
    shared = {model for model in MODELS for reader in readers(model.__name__) if reader is model}
    assert shared == set()
    assert all(issubclass(reader, BaseModel) for model in MODELS for reader in readers(model.__name__))
