"""Stop a function from reading its queue or stream for a while, as if it were down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from unicorn_cli.stages.cloud import Cloud

CONSUMER = "properties-record-facts"  # of facts about contracts
PUBLISHER = "contracts-publish-contract-changes"


@contextmanager
def paused(name: str, cloud: Cloud) -> Iterator[None]:
    """Disable the event source mappings of a function until the block ends, however it ends."""
    function = f"unicorn-{cloud.stage}-{name}"
    client = cloud.client("lambda")
    mappings: Any = client.list_event_source_mappings(FunctionName=function)["EventSourceMappings"]
    try:
        for mapping in mappings:
            client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
        yield
    finally:
        for mapping in mappings:
            client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
