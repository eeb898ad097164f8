"""Which addresses are taken, and which machines are reached by them."""

import pytest
from web_service.domain.webhooks.target import InvalidTarget, is_public, judged, read_target

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",  # carrier-grade NAT
    "127.0.0.1",
    "169.254.169.254",  # metadata of a machine in the cloud
    "172.16.0.1",
    "192.0.0.1",
    "192.88.99.1",  # relays of 6to4, which is given up
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.7",  # for examples
    "224.0.0.1",
    "239.1.1.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",  # a mapped address is none of the internet's, whatever it maps
    "::8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::a00:1",  # translated to IPv4
    "64:ff9b:1::1",
    "2001:db8::1",
    "3fff::1",  # for examples, too
    "3fff:fff:ffff::1",
    "2001::1",  # Teredo
    "2002:a00:1::1",  # 6to4
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_machine_that_is_not_on_the_public_internet_is_no_target(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(InvalidTarget, match="not on the public internet"):
        judged([address])


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001::200e"])
def test_a_public_machine_is_a_target(address: str) -> None:
    assert judged([address]) == address


@pytest.mark.parametrize("address", ["192.88.98.255", "192.88.100.1", "3ffe:ffff::1", "3fff:1000::1"])
def test_what_lies_beside_a_reserved_range_is_public(address: str) -> None:
    assert is_public(address)


def test_a_name_that_also_leads_to_a_private_machine_is_refused() -> None:
    with pytest.raises(InvalidTarget):
        judged(["8.8.8.8", "10.0.0.1"])


def test_a_name_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(InvalidTarget, match="not known"):
        judged([])


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "//example.com/",
        "example.com",
        "https://",
        "https:///path",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com/#fragment",
        "https://example.com\\@127.0.0.1/",
        "https://example.com/a b",
        "https://example.com/\r\nX-Header: 1",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://exämple.com/",
        "https://[::1/",
        "https://example.com/" + 500 * "a",
        "http://127.0.0.1:8000/",
        "http://localhost/",
    ],
)
def test_what_is_no_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidTarget):
        read_target(url)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://bücher.example/hooks", "write its host as xn--bcher-kva.example"),
        ("https://BÜCHER.example:8443", "write its host as xn--bcher-kva.example"),
        ("https://straße.example/", "write its host in ASCII"),  # two standards have two answers
        ("https://ex\u200dample.com/", "write its host in ASCII"),
        ("https://" + 64 * "ü" + ".example/", "write its host in ASCII"),
        ("https://exämple.com/ä", "write its host as"),
        ("https://example.com/ä", r"write what is not ASCII as %\.\.: /%C3%A4"),
        ("https://bücher@example.com/", "leave out the user name"),
        ("bücher.example", "this is no address"),
    ],
)
def test_a_host_that_is_not_in_ascii_is_refused_with_what_to_write(url: str, told: str) -> None:
    with pytest.raises(InvalidTarget, match=told):
        read_target(url)


@pytest.mark.parametrize("scheme", ["HTTPS", "Https", "https"])
def test_a_scheme_may_be_in_capital_letters(scheme: str) -> None:
    assert read_target(f"{scheme}://example.com/") == read_target("https://example.com/")
    with pytest.raises(InvalidTarget, match="begin it with https"):
        read_target("HTTP://example.com/")
    assert not read_target("HTTP://127.0.0.1:8000/", is_loopback_allowed=True).is_secure


def test_an_address_is_read_in_its_parts() -> None:
    target = read_target("https://hooks.example.com:8443/a/b?c=d")
    assert (target.host, target.port, target.path) == ("hooks.example.com", 8443, "/a/b?c=d")
    assert target.authority == "hooks.example.com:8443"
    assert read_target("https://example.com").authority == "example.com"
    assert read_target("https://[2606:4700::1]/").authority == "[2606:4700::1]"


def test_this_machine_is_a_target_only_where_that_is_allowed() -> None:
    target = read_target("http://127.0.0.1:8000/", is_loopback_allowed=True)
    assert judged([target.host], is_loopback_allowed=True) == "127.0.0.1"
    with pytest.raises(InvalidTarget):
        read_target("http://127.0.0.2:8000/", is_loopback_allowed=True)
    with pytest.raises(InvalidTarget):
        judged(["10.0.0.1"], is_loopback_allowed=True)
