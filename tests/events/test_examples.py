"""The examples in the AsyncAPI document obey its schemas; a check of our own, as no parser looks at them."""

from copy import deepcopy
from typing import Any

import pytest

from events.tools.asyncapi import document
from events.tools.example_checks import examples_obey

DOCUMENT = document()


def test_the_document_is_of_the_version_that_generators_read() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"


def test_each_example_obeys_its_schemas() -> None:
    assert list(examples_obey(DOCUMENT)) == []


@pytest.mark.parametrize("name", DOCUMENT["components"]["messages"])
@pytest.mark.parametrize(
    ("part", "field", "wrong"),
    [("payload", "property_id", "not an id"), ("payload", "metadata", ...), ("headers", "source", "unicorn.other")],
)
def test_an_example_that_does_not_obey_is_found(name: str, part: str, field: str, wrong: Any) -> None:
    broken = deepcopy(DOCUMENT)
    example = broken["components"]["messages"][name]["examples"][0][part]
    if wrong is ...:
        del example[field]
    else:
        example[field] = wrong
    [found] = examples_obey(broken)
    assert field in str(found)


def test_a_message_without_an_example_is_found() -> None:
    broken = deepcopy(DOCUMENT)
    broken["components"]["messages"]["PublicationRevoked.v1"]["examples"] = []
    [found] = examples_obey(broken)
    assert "PublicationRevoked" in str(found)
