"""Which archived events obey a published schema: every sample, and nothing that is broken in one place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.templates import PROJECT
from unicorn_cli.bus.envelopes import Envelope, metadata_of
from unicorn_cli.bus.event_schemas import obeys_its_schema

SAMPLES = [json.loads(file.read_text()) for file in sorted((PROJECT / "events" / "samples").rglob("*.json"))]
NUMBERED = [sample for sample in SAMPLES if metadata_of(sample)]  # those of older systems have no metadata
every_sample = pytest.mark.parametrize("sample", NUMBERED, ids=lambda sample: sample["id"])


@every_sample
def test_every_sample_obeys_its_schema_also_as_a_replay(sample: Envelope) -> None:
    assert obeys_its_schema(sample)
    replayed = deepcopy(sample)
    replayed["detail"]["metadata"]["replay"] = "replay-1"
    assert obeys_its_schema(replayed)


@every_sample
def test_a_sample_that_is_broken_in_one_place_obeys_none(sample: Envelope) -> None:
    broken: list[dict[str, Any]] = [
        sample | {"source": "unicorn.nobody"},
        sample | {"detail-type": "SomethingHappened"},
        sample | {"detail": "no object"},
        changed(sample, "property_id", "house 7"),
        changed(sample, "property_id", None),
    ]
    for name in ("event_id", "occurred_at", "sequence"):
        broken.append(changed(sample, "metadata", metadata_of(sample) | {name: "soon"}))
    broken.append(changed(sample, "metadata", metadata_of(sample) | {"schema_version": 99}))
    assert [event for event in broken if obeys_its_schema(event)] == []


def changed(sample: Envelope, name: str, value: object) -> Envelope:
    return sample | {"detail": sample["detail"] | {name: value}}
