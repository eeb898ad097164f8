"""The descriptions that clients are made of: those of the code, or those that the running system serves."""

import httpx

from apis.tools.openapi import APIS, description
from tests.clients.work import Json
from unicorn_cli.stages.access import Access

OUTPUTS = {"contracts": "ContractsApiUrl", "web": "WebApiUrl"}


def of_the_code() -> dict[str, Json]:
    return {api: description(api) for api in APIS}


def of_the_system(access: Access) -> dict[str, Json]:
    """Return what anybody may download from the running system."""
    with httpx.Client(trust_env=False, timeout=60) as client:
        addresses = {api: f"{access.outputs[OUTPUTS[api]]}/openapi.json" for api in APIS}
        return {api: client.get(address).raise_for_status().json() for api, address in addresses.items()}
