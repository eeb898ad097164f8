"""Pages of the site for readers without JavaScript, rendered from answers as the Web API gives them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from site_service.answers import Response, answer
from site_service.origin import Answer, Unavailable
from web_service.api.images.urls import images_template
from web_service.api.search.views import card_view, details_view
from web_service.domain.search.cards import Card
from web_service.domain.search.details import FACTS, PublicImage, PublicListing

from unicorn_cli.site.bundle import SOURCES

BASE = "https://site.test"
HOUSE = "usa/anytown/main-street/111"
HOME = f"/properties/{HOUSE}"
CITY = "/search/usa/anytown"
SHELL = (SOURCES / "frame.html").read_text().replace("{{element}}", "customers-app").replace("{{title}}", "T")
IMAGE = PublicImage(image_id="i1", width=2400, height=1600, placeholder="data:,", alt_text="A cottage", caption=None)
NONE: Mapping[str, Any] = {}
VOID = {"br", "img", "input", "link", "meta"}


def details(**changes: Any) -> dict[str, Any]:
    """Return the Web API's answer for one home."""
    facts = dict.fromkeys(FACTS) | {name: changes.pop(name) for name in list(changes) if name in FACTS}
    listing = PublicListing(
        country="USA",
        city="Anytown",
        street="Main Street",
        number="111",
        kind="sale",
        minor=38_500_000,
        decimals=2,
        currency="USD",
        description="A sunny cottage.",
        facts=facts,
        images=[IMAGE],
        price_history=[],
        status_history=[],
        since=1_772_442_000_000,
    )
    return _as_json(details_view(HOUSE, listing._replace(**changes), ""))


def card(property_id: str = HOUSE, **changes: Any) -> dict[str, Any]:
    """Return a home in the Web API's answer to a search."""
    number = property_id.rpartition("/")[2]
    home = Card(property_id, "USA", "Anytown", "Main Street", number, "sale", 38_500_000, 2, "USD", "i1", "A cottage")
    return _as_json(card_view(home._replace(**changes), is_dated=True))


def _as_json(view: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(view))
    return found


@dataclass
class FakeOrigin:
    """The site's origin: its built page, and the answers of the Web API by path and query below `/api/web`."""

    answers: dict[str, Any] = field(default_factory=dict)  # JSON, an Answer, or None where nothing answers
    asked: list[str] = field(default_factory=list)

    def get(self, path: str) -> Answer:
        if path == "/index.html":
            return Answer(200, SHELL.encode())
        self.asked.append(path)
        found = self.answers.get(path.removeprefix("/api/web"), Answer(404, b"{}"))
        if found is None:
            raise Unavailable(path)
        return found if isinstance(found, Answer) else Answer(200, json.dumps(found).encode())


def of_homes(*cards: dict[str, Any], link: str = "", more: Mapping[str, Any] = NONE) -> FakeOrigin:
    """Return an origin with homes in Anytown, and the details of 111 Main Street."""
    country = {"country": "usa", "name": "USA", "listings": len(cards), "cities": 1}
    city = {"country": "usa", "city": "anytown", "name": "Anytown", "listings": len(cards)}
    found = Answer(200, json.dumps(cards).encode(), link, *images_template("").values())
    places = {"/search": [country], "/search/usa": [city], "/search/usa/anytown?limit=24": found}
    return FakeOrigin(places | {HOME: details()} | dict(more))


class Document(HTMLParser):
    """What a reader without JavaScript finds in a response."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.status, self.response = response.status, response
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""  # of the body
        self.title = ""
        self.scripts: list[str] = []
        self._open: list[str] = []
        self.feed(response.body)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["title"]:
            self.title += data
        elif self._open[-1:] == ["script"]:
            self.scripts.append(data)
        elif "body" in self._open:
            self.text += data

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every element with the names of its attributes."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements]

    @property
    def data(self) -> Any:
        """The one block of data by schema.org."""
        [script] = self.scripts
        return json.loads(script)

    def meta(self, name: str) -> str | None:
        found = [
            attributes["content"]
            for tag, attributes in self.elements
            if tag == "meta" and name in {attributes.get("name"), attributes.get("property")}
        ]
        assert len(found) <= 1, found
        return found[0] if found else None

    def links(self, tag: str = "a", **wanted: str) -> list[str | None]:
        return [
            attributes.get("href")
            for name, attributes in self.elements
            if name == tag and wanted.items() <= attributes.items()
        ]


def respond(origin: FakeOrigin, path: str, cursor: str = "", typed: str = "") -> Response:
    return answer(path, cursor, base=BASE, get=origin.get, typed=typed)


def read(origin: FakeOrigin, path: str, cursor: str = "", typed: str = "") -> Document:
    return Document(respond(origin, path, cursor, typed))
