"""Headlines, descriptions and texts of images as they are pasted: what is made of them, and what is no text."""

from typing import Any

import pytest

from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, with_picture
from tests.unit.web.test_listing_fields import DRAFT, change, read

pytestmark = pytest.mark.usefixtures("bucket")
ONE_LINE = ("headline", "alt_text", "caption", "filename")
NO_TEXT = {
    "a control character": ("a\x00b", "holds a control character; remove it"),
    "a delete": ("a\x7fb", "holds a control character; remove it"),
    "a change of direction": ("a\u202eb", "holds an invisible character that changes the direction of writing"),
    "an isolate": ("a\u2066b", "holds an invisible character that changes the direction of writing"),
    "white space": (" \u00a0\n\t", "holds nothing that can be seen; write a text"),
    "invisible characters": ("\u200b\u2060\u00ad\ufeff", "holds nothing that can be seen; write a text"),
    "fillers": ("\u3164\u2800", "holds nothing that can be seen; write a text"),
}


@pytest.fixture(autouse=True)
def image_id(listings: FakeListings) -> str:
    pictured = with_picture(a_listing())
    listings.add(pictured)
    return str(pictured.images[0].image_id)


def sent(field: str, text: str, image_id: str) -> Answer:
    match field:
        case "alt_text" | "caption":
            return ask("PUT", f"/properties/{HOUSE}/images", [{"image_id": image_id, field: text}])
        case "filename":
            body = {"filename": text, "content_type": "image/jpeg", "size": 1}
            return ask("POST", f"/properties/{HOUSE}/images", body)
    return change({field: text}, "*")


def kept(field: str) -> Any:
    listing = read()
    return listing[field] if field in DRAFT else listing["images"][-1][field]


@pytest.mark.parametrize("field", ONE_LINE)
def test_pasted_newlines_and_tabs_of_one_line_become_spaces(field: str, image_id: str) -> None:
    assert sent(field, "\nA bright\r\nflat\twith\u2028a view\n", image_id).status in {200, 201}
    assert kept(field) == "A bright flat with a view"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\v", "\f"])
def test_rare_line_ends_of_a_description_become_newlines(separator: str, image_id: str) -> None:
    assert sent("description", f"One{separator}two\n\tthree\r\n", image_id).status == 200
    assert kept("description") == "One\ntwo\n\tthree\r\n"


@pytest.mark.parametrize("name", NO_TEXT)
@pytest.mark.parametrize("field", ("description", *ONE_LINE))
def test_what_nobody_can_read_is_an_error_in_one_sentence(field: str, name: str, image_id: str) -> None:
    text, sentence = NO_TEXT[name]
    refused = sent(field, text, image_id)
    assert refused.status == 400
    (error,) = refused.body["errors"]
    assert error["field"].rpartition(".")[2] == field
    assert error["message"].startswith(sentence)


@pytest.mark.parametrize("field", ("description", *ONE_LINE))
def test_html_entities_are_text(field: str, image_id: str) -> None:
    text = "Caf&eacute; &amp; bar, 3 &lt; 4 &#39;"
    assert sent(field, text, image_id).status in {200, 201}
    assert kept(field) == text


@pytest.mark.parametrize("field", ("description", *ONE_LINE))
def test_scripts_and_marks_that_words_need_are_kept(field: str, image_id: str) -> None:
    text = "می\u200cخواهم 👩\u200d🔧 \u05d1\u200f e\u0301"  # noqa: RUF001 - Persian letters
    assert sent(field, text, image_id).status in {200, 201}
    assert kept(field) == text


def test_a_description_of_as_many_bytes_as_allowed_is_measured_as_it_is_kept(image_id: str) -> None:
    assert sent("description", "x" * 4999 + "\u2028", image_id).status == 200
