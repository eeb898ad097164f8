"""What the site's local server reads of requests as HTTP writes it."""

import pytest

from unicorn_cli.site.negotiation import has, reads_gzip


@pytest.mark.parametrize(
    "accepted", ["gzip", "GZIP", "br, gzip", "gzip;q=0.1, br", "deflate,gzip ; q=0.5", "*", "br;q=0, *;q=0.1", "x-gzip"]
)
def test_gzip_is_sent_to_who_reads_it(accepted: str) -> None:
    assert reads_gzip(accepted)


@pytest.mark.parametrize(
    "accepted",
    ["", "br", "identity", "gzip;q=0", "gzip;q=0.000", "gzip ; q=0", "gzip;q=0, *", "*;q=0", "gzip;q=x", "gzipped"],
)
def test_gzip_is_sent_to_nobody_else(accepted: str) -> None:
    assert not reads_gzip(accepted)


@pytest.mark.parametrize("tags", ['"a"', 'W/"a"', '"b", "a"', '"b",W/"a",', "*"])
def test_a_file_that_the_browser_has_is_known_by_any_of_its_tags(tags: str) -> None:
    assert has(tags, '"a"')


@pytest.mark.parametrize("tags", ["", '"b"', "a", '"a', ","])
def test_another_file_is_sent(tags: str) -> None:
    assert not has(tags, '"a"')
