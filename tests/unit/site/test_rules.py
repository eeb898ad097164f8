"""The APIs' rules in the pages are generated, or tested with the APIs' own results."""

import json

from unicorn_cli.site.bundle import SOURCES
from unicorn_kernel.property_id import slug
from unicorn_site.tools import rules


def test_the_slugs_that_the_site_is_tested_with_are_the_apis() -> None:
    slugs = json.loads((SOURCES / "tests" / "agent" / "slugs.json").read_text())
    assert slugs == {part: slug(part) for part in slugs}


def test_the_site_has_the_apis_limits_enums_and_currencies() -> None:
    assert rules.FILE.read_text() == rules.text(), "run `make site-rules`"
