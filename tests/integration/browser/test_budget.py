"""The size of a customer's first page before it shows anything."""

import gzip
import re

import pytest

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import this_system
from unicorn_cli.site import bundle

BUDGET = 40_000  # bytes of script and style, compressed
NAMED = re.compile(r'(?:href|src)="(/assets/[^"]+\.(?:js|css))"')


def test_script_and_style_of_the_first_page_keep_to_their_budget(capsys: pytest.CaptureFixture[str]) -> None:
    system = this_system()
    system.make()
    bundle.build(system, Programs())
    named = NAMED.findall((bundle.FILES / "index.html").read_text())
    sizes = {name: len(gzip.compress((bundle.FILES / name[1:]).read_bytes(), mtime=0)) for name in named}
    with capsys.disabled():
        print(f"\n  first page: {sum(sizes.values())} bytes of script and style, of {BUDGET}", end="")
    assert {name.rpartition(".")[2] for name in named} == {"js", "css"}
    assert sum(sizes.values()) <= BUDGET, sizes
