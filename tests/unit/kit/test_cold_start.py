"""What a context puts off at its start is never needed, and pydantic works as before."""

import subprocess
import sys

import pytest

from tests.templates import PROJECT

MODEL = "from pydantic import BaseModel\nclass Home(BaseModel):\n    number: int\n"
SHOWN = 'print(Home.model_validate_json(\'{"number": "12"}\').number, "importlib.metadata" in sys.modules)'


@pytest.mark.slow  # starts an interpreter
@pytest.mark.parametrize(("first", "looks"), [("cold_start.prepare()", False), ("", True)])
def test_pydantic_looks_for_no_plugins(first: str, looks: bool) -> None:
    """If the second case fails, pydantic looks for none any more, and cold_start need not tell it."""
    code = f"import sys\nfrom unicorn_kit import cold_start\n{first}\n{MODEL}{SHOWN}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert done.stdout.split() == ["12", str(looks)]
