"""Models, schemas, samples and readers of the events hold together."""

import json

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from scripts.event_schemas import PROJECT, SCHEMAS, published_models, schema_path, schema_text
from tests.events.language import Sample, readers, samples

MODELS = published_models()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_committed_schema_is_the_models(model: type[BaseModel]) -> None:
    path = schema_path(model)
    assert path.exists(), f"{path.relative_to(PROJECT)} is missing: run `make events`"
    assert path.read_text() == schema_text(model), f"{path.relative_to(PROJECT)} is stale: run `make events`"


def test_no_schema_is_left_of_an_event_that_nobody_publishes() -> None:
    assert set(SCHEMAS.rglob("*.json")) == {schema_path(model) for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_schema_is_valid_and_lets_fields_be_added(model: type[BaseModel]) -> None:
    schema = json.loads(schema_text(model))
    Draft202012Validator.check_schema(schema)
    assert "additionalProperties" not in schema
    assert set(schema["required"]) == set(schema["properties"])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_event_has_a_sample_and_a_reader(model: type[BaseModel]) -> None:
    path = schema_path(model)
    assert [sample for sample in samples() if sample.schema == path]
    assert readers(model.__name__)


# trap 39: test events that disagree with what is published
@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.stem)
def test_a_sample_obeys_its_schema_and_is_a_whole_envelope(sample: Sample) -> None:
    envelope = sample.envelope
    assert (envelope["source"], envelope["detail-type"]) == (sample.source, sample.detail_type)
    assert {"version", "id", "account", "time", "region", "resources"} <= set(envelope)
    Draft202012Validator(
        json.loads(sample.schema.read_text()), format_checker=Draft202012Validator.FORMAT_CHECKER
    ).validate(envelope["detail"])


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.stem)
def test_every_consumer_reads_every_sample(sample: Sample) -> None:
    for reader in readers(sample.detail_type):
        reader.model_validate(sample.envelope["detail"])
        reader.model_validate(sample.envelope["detail"] | {"a_field_of_tomorrow": True})
