"""One call of DynamoDB and nothing else: what the warm figures are to be read against on this machine."""

import boto3

client = boto3.client("dynamodb")


def handler(event: object, context: object) -> dict[str, str]:  # noqa: ARG001 - Lambda passes both
    """Write one small item."""
    client.put_item(TableName="table", Item={"pk": {"S": "property"}, "sk": {"S": "contract"}})
    return {}
