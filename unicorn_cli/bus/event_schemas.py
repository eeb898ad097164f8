"""The published schemas of the events: whether an archived event obeys its own."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from unicorn_cli.bus.envelopes import Envelope, metadata_of

SCHEMAS = Path(__file__).resolve().parents[2] / "events" / "schemas"
_FORMATS = FormatChecker(["uuid"])


@_FORMATS.checks("date-time", raises=ValueError)  # the library itself needs another one for it
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def obeys_its_schema(event: Envelope) -> bool:
    """Return whether a context publishes events of this source, type and version, and this one has their form.

    Events of earlier versions obey the schema too: within a version only optional fields are added.
    """
    version = metadata_of(event).get("schema_version")
    validator = _validators().get(f"{event['source']}/{event['detail-type']}.v{version}")
    return validator is not None and bool(validator.is_valid(event["detail"]))


@cache
def _validators() -> Mapping[str, Any]:
    """Return `<source>/<event>.v<N>` → what validates the detail of such an event."""
    return {
        f"{file.parent.name}/{file.stem}": Draft202012Validator(json.loads(file.read_text()), format_checker=_FORMATS)
        for file in SCHEMAS.glob("unicorn.*/*.json")
    }
