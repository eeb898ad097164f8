"""The page of an API's description: its policy lets its own parts run, and nothing else."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from tests.unit.contracts.api import ask as ask_contracts
from tests.unit.web.api import ask as ask_web

PAGES = pytest.mark.parametrize("ask", [ask_contracts, ask_web], ids=["contracts", "web"])


@PAGES
def test_the_policy_names_just_the_parts_of_the_page(ask: Callable[[str, str], Any]) -> None:
    page = ask("GET", "/docs")
    policy = dict(rule.split(" ", 1) for rule in page.headers["Content-Security-Policy"].split("; "))
    for part in ("script", "style"):
        found = re.findall(f"<{part}>(.*?)</{part}>", page.body, re.DOTALL)
        hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in found]
        assert policy[f"{part}-src"].split() == hashes
    assert policy["default-src"] == "'none'"


@PAGES
def test_the_page_is_in_nobodys_frame(ask: Callable[[str, str], Any]) -> None:
    headers = ask("GET", "/docs").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@PAGES
def test_the_page_asks_for_no_icon(ask: Callable[[str, str], Any]) -> None:
    assert '<link rel="icon" href="data:,">' in ask("GET", "/docs").body
