"""Events, read with the models that datamodel-code-generator makes: why each detail given is refused, or nothing."""

import json
import sys
from importlib import import_module

from pydantic import BaseModel, ValidationError


def refusal(model: type[BaseModel], detail: object) -> str:
    try:
        model.model_validate(detail)
    except ValidationError as error:
        return str(error)
    return ""


def model(module: str, name: str) -> type[BaseModel]:
    found: type[BaseModel] = getattr(import_module(f"models.{module}"), name)
    return found


given = json.load(sys.stdin)
print(json.dumps([refusal(model(one["module"], one["model"]), one["detail"]) for one in given]))
