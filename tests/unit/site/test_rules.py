"""The APIs' rules in the pages are generated, and what only the API knows is not computed there."""

import re

from unicorn_cli.site.bundle import SOURCES
from unicorn_site.tools import rules

SPELLING = re.compile(r"\.normalize\(|\\p\{M|\[\^a-z0-9|\bslug|propertyIdOf", re.IGNORECASE)
COMPARED = {"src/agent/found-listings.js", "src/agent/currency-names.js"}  # what people type, with what they see: no id


def test_the_site_has_the_apis_limits_enums_and_currencies() -> None:
    assert rules.FILE.read_text() == rules.text(), "run `make site-rules`"


def test_no_page_spells_an_id_or_a_name_from_one() -> None:
    """The kernel spells ids, whose suffixes no page could tell from names: pages take both from the APIs' answers."""
    sources = [source for source in (SOURCES / "src").rglob("*.js") if source != rules.FILE]
    found = {str(source.relative_to(SOURCES)): SPELLING.findall(source.read_text()) for source in sources}
    assert {name for name, spelled in found.items() if spelled} == COMPARED
