"""The APIs' rules in the pages are generated, or tested with the APIs' own results."""

from unicorn_site.tools import rules


def test_the_site_has_the_apis_limits_enums_and_currencies() -> None:
    assert rules.FILE.read_text() == rules.text(), "run `make site-rules`"
