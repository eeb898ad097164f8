"""A dead letter: a message of a dead-letter queue, as it was received."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class CannotRedrive(Exception):
    """Raised when a message cannot be sent to its destination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    message_id: str
    sent_at: datetime
    body: str
    attributes: Mapping[str, str] = field(default_factory=dict)  # EventBridge and the functions say why in these

    @property
    def reason(self) -> str | None:
        """Why it was dead-lettered, if the writer gave a reason."""
        errors = (self.attributes.get(name) for name in ("reason", "ERROR_MESSAGE", "ERROR_CODE"))
        return next((error for error in errors if error), None) or self._reason_in_body()

    def content(self) -> dict[str, Any]:
        """Return the body's JSON object. Raises CannotRedrive."""
        try:
            found = json.loads(self.body)
        except ValueError as error:
            raise CannotRedrive("it is not JSON") from error
        if not isinstance(found, dict):
            raise CannotRedrive("it is no JSON object")
        return found

    def _reason_in_body(self) -> str | None:
        try:
            found = self.content()
        except CannotRedrive:
            return None
        context = found.get("requestContext")
        reason = found.get("reason") or (context.get("condition") if isinstance(context, dict) else None)
        return reason if isinstance(reason, str) else None
