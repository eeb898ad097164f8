"""`python -m apis.tools.openapi contracts|web`: print an API's OpenAPI 3.1 document; needs no AWS."""

import json
import sys
from importlib import import_module
from typing import Any

from unicorn_kit.openapi import document
from unicorn_kit.routes import Api

APIS = {"contracts": "contracts_service.api.routes", "web": "web_service.api.described"}


def table(api: str) -> Api:
    """Return the table of one API. Raises KeyError."""
    found: Api = import_module(APIS[api]).API
    return found


def description(api: str) -> dict[str, Any]:
    """Return the OpenAPI document of one API. Raises KeyError."""
    return document(table(api))


def main(arguments: list[str]) -> None:
    match arguments:
        case [api] if api in APIS:
            print(json.dumps(description(api), indent=2, ensure_ascii=False))
        case _:
            sys.exit(f"usage: python -m apis.tools.openapi {'|'.join(APIS)}")


if __name__ == "__main__":
    main(sys.argv[1:])
