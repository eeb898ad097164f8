"""`unicorn reconcile` on the deployed stacks: a fact that Properties has lost arrives again."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

from tests.integration.aws import Aws
from tests.integration.test_contracts import a_draft
from unicorn_cli.commands.reconcile import FOUND
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually


def test_a_fact_that_was_lost_arrives_again(
    contracts_api: Api, aws: Aws, outputs: dict[str, str], unicorn: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    draft = a_draft()
    table = outputs["PropertiesContractStatusTableName"]
    key = {"pk": {"S": f"PROPERTY#{draft['property_id']}"}, "sk": {"S": "CONTRACT"}}

    def known() -> Any:
        return aws.dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")

    contracts_api.post("/contracts", draft)
    before = eventually(known)
    aws.dynamodb.delete_item(TableName=table, Key=key)

    tried = unicorn("reconcile", "--dry-run", "--json")
    assert [(one["context"], one["done"]) for one in json.loads(tried.stdout)] == [(context, 0) for context in FOUND]
    assert known() is None

    done = unicorn("reconcile", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert [one["context"] for one in found] == list(FOUND)
    assert found[0]["done"] == found[0]["found"] > 0
    again = eventually(known)
    assert before
    assert again
    assert again == before | {"event_id": again["event_id"]}  # the envelope's id is a new one
