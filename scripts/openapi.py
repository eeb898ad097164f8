"""`python -m scripts.openapi contracts|web`: print an API's OpenAPI 3.1 document; needs no AWS."""

import json
import sys
from importlib import import_module
from typing import Any

from unicorn_kit.openapi import document

APIS = {"contracts": "contracts_service.api.routes", "web": "web_service.api.described"}


def description(api: str, server: str = "/") -> dict[str, Any]:
    """Return the OpenAPI document of one API. Raises KeyError."""
    module = import_module(APIS[api])
    if not hasattr(module, "API"):  # not a table yet
        found: dict[str, Any] = module.document(server)
        return found
    return document(module.API, server)


def main(arguments: list[str]) -> None:
    match arguments:
        case [api] if api in APIS:
            print(json.dumps(description(api), indent=2, ensure_ascii=False))
        case _:
            sys.exit(f"usage: python -m scripts.openapi {'|'.join(APIS)}")


if __name__ == "__main__":
    main(sys.argv[1:])
