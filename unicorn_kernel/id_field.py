"""A property id in a request body, the same for every API."""

from typing import Annotated

from pydantic import StringConstraints

PropertyIdText = Annotated[str, StringConstraints(strict=True, min_length=7, max_length=300)]
