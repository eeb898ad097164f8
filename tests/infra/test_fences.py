"""The import rules between layers and contexts hold, and each of them finds a violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.templates import PROJECT

CONTEXTS = ("contracts", "properties", "web")
ROOTS = [
    *(f"unicorn_{name}/src/{name}_service" for name in CONTEXTS),
    "unicorn_web/live_feed/live_feed_service",
    "unicorn_kit",
    "unicorn_kernel",
    "unicorn_cli",
    "demo",
]
LINT = Path(sys.executable).parent / "lint-imports"
BREACHES = [  # rule, file, the line that breaks it
    ("contexts", "web_service/domain/listings/listing.py", "import contracts_service.events"),
    ("contexts", "unicorn_cli/stages/outputs.py", "import web_service.ports"),
    ("contexts", "live_feed_service/handlers/live_events_api.py", "import web_service.ports"),
    ("kit", "unicorn_kit/moments.py", "import unicorn_kernel.property_id"),
    ("kit", "unicorn_kit/event_bus.py", "import contracts_service.events"),
    ("kit", "unicorn_kit/telemetry.py", "import os"),
    ("kit", "unicorn_kit/transactions.py", "import boto3"),
    ("kernel", "unicorn_kernel/property_id.py", "import unicorn_kit.moments"),
    ("kernel", "unicorn_kernel/property_id.py", "import web_service.domain.listings.money"),
    ("kernel", "unicorn_kernel/property_id.py", "import pydantic"),
    ("kernel-bodies", "unicorn_kernel/property_id.py", "import unicorn_kernel.bodies"),
    ("kernel-bodies", "web_service/domain/listings/listing.py", "import unicorn_kernel.bodies"),
    ("domain-without-kit", "contracts_service/domain/change.py", "import unicorn_kit.moments"),
    ("command-rooms", "unicorn_cli/bus/follow.py", "import unicorn_cli.local.engine"),
    ("command-rooms", "unicorn_cli/stages/outputs.py", "import unicorn_cli.bus.archive"),
    ("command-rooms", "unicorn_cli/terminal/show.py", "import unicorn_cli.stages.cloud"),
    ("demo", "demo/seed.py", "import web_service.domain.listings.money"),
    ("layers", "contracts_service/use_cases.py", "import contracts_service.adapters.contract_table"),
    ("layers", "contracts_service/domain/contract.py", "import contracts_service.ports"),
    ("layers", "contracts_service/ports.py", "import contracts_service.wiring"),
    ("layers", "properties_service/events.py", "import properties_service.inbound"),
    ("layers", "properties_service/wiring.py", "import properties_service.handlers"),
    ("layers", "web_service/helpers.py", ""),
    ("pure-core", "web_service/domain/listings/money.py", "import boto3"),
    ("pure-core", "contracts_service/ports.py", "from botocore.exceptions import ClientError"),
    ("pure-core", "properties_service/inbound/reading.py", "from aws_lambda_powertools import Logger"),
    ("pure-core", "contracts_service/events.py", "import time"),
    ("one-way-out", "contracts_service/adapters/contract_table.py", "import boto3"),
    ("pure-core", "contracts_service/use_cases.py", "import unicorn_kit.transactions"),
    ("one-way-out", "web_service/handlers/listings_api.py", "import os"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sources that a test may change."""
    target = tmp_path_factory.mktemp("sources")
    shutil.copy(PROJECT / "pyproject.toml", target)
    for root in ROOTS:
        shutil.copytree(PROJECT / root, target / Path(root).name, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def lint(folder: Path, fence: str | None = None) -> subprocess.CompletedProcess[str]:
    only = ["--contract", fence] if fence else []
    return subprocess.run(
        [LINT, "--no-cache", *only],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_every_import_rule_holds(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("fence", "file", "line"), BREACHES)
def test_an_import_rule_reports_a_violation(copy: Path, fence: str, file: str, line: str) -> None:
    path = copy / file
    assert path.exists() == bool(line)  # a new module is the violation, or a line in one that exists
    before = path.read_text() if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n")
    try:
        done = lint(copy, fence)
    finally:
        path.write_text(before) if before is not None else path.unlink()
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout
