"""The AsyncAPI document and its page are complete and load nothing from elsewhere."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from events.tools.asyncapi import DOCUMENT, document
from events.tools.page import PAGE, page
from events.tools.routes import publishers, subscriptions
from events.tools.samples import samples
from events.tools.schemas import event_name, published_models

FOUND: dict[str, Any] = json.loads(DOCUMENT.read_text())


class Elements(HTMLParser):
    """Collects every element of a page with its attributes, and all its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


HTML = Elements(PAGE.read_text())


def references(part: Any) -> set[str]:
    if isinstance(part, dict):
        return {part["$ref"]} if "$ref" in part else set().union(*map(references, part.values()))
    return set().union(*map(references, part)) if isinstance(part, list) else set()


def test_every_reference_resolves() -> None:
    assert references(FOUND)
    for reference in references(FOUND):
        part = FOUND
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]
        assert part


def test_every_version_of_every_event_is_a_message_with_its_samples() -> None:
    messages = FOUND["components"]["messages"]
    assert {message["name"] for message in messages.values()} == {model.__name__ for model in published_models()}
    examples = [example["payload"] for message in messages.values() for example in message["examples"]]
    assert len(examples) == len(samples())


def test_publishers_and_consumers_match_the_templates() -> None:
    operations = FOUND["operations"].values()
    sent = {name for operation in operations for name in operation.get("x-published-by", [])}
    assert sent == {publisher.name for publisher in publishers()}
    consumers = {(o["x-rule"], o["x-reader"], o.get("x-queue")) for o in operations if o["action"] == "receive"}
    assert consumers == {(s.rule, s.reader, s.queue) for s in subscriptions()}
    assert FOUND["operations"]["unicorn.web.reads.PublicationRevoked"]["x-queue"] == "WebEvaluationQueue"
    assert FOUND["operations"]["unicorn.properties.publishes.PublicationRevoked"]["x-published-by"] == [
        "PropertiesSyncPropertyApprovals"
    ]


def test_the_page_loads_nothing_from_elsewhere() -> None:
    loaded = [attributes.get(name) for _, attributes in HTML.elements for name in ("src", "href", "action")]
    assert {address for address in loaded if address and not address.startswith("#")} == {"style.css", "asyncapi.json"}
    assert "url(" not in PAGE.with_name("style.css").read_text()
    assert "@import" not in PAGE.with_name("style.css").read_text()


def test_the_page_is_allowed_by_the_strictest_content_security_policy() -> None:
    assert not [tag for tag, _ in HTML.elements if tag in {"script", "style", "iframe", "object", "form"}]
    names = {name for _, attributes in HTML.elements for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_the_page_is_structured_for_screen_readers() -> None:
    assert ("html", {"lang": "en"}) in HTML.elements
    headings = [int(tag[1]) for tag, _ in HTML.elements if re.fullmatch(r"h\d", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))
    ids = [attributes["id"] for _, attributes in HTML.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {"main", "header", "nav", "footer"} <= {tag for tag, _ in HTML.elements}
    assert all(attributes.get("scope") for tag, attributes in HTML.elements if tag == "th")


@pytest.mark.parametrize("model", published_models(), ids=lambda model: model.__name__)
def test_the_page_shows_every_field(model: Any) -> None:
    assert f"{event_name(model.__name__)}" in HTML.text
    for name in model.model_fields:
        assert name in HTML.text


def test_text_of_a_sample_or_a_model_is_never_markup() -> None:
    evil = json.loads(json.dumps(document()).replace("A contract was drafted", "<script>alert(1)</script>"))
    [message] = [m for m in evil["components"]["messages"].values() if m["name"] == "ContractStatusChanged"]
    message["examples"][0]["payload"]["property_id"] = "</pre><img src=x onerror=alert(1)>"
    shown = Elements(page(evil))
    assert not [tag for tag, _ in shown.elements if tag in {"script", "img"}]
    assert "<script>alert(1)</script>" in shown.text
    assert "</pre><img src=x onerror=alert(1)>" in shown.text
