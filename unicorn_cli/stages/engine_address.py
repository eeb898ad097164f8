"""The address, region and account of the local engine."""

HOST = "127.0.0.1"
REGION = "us-east-1"
ACCOUNT = "000000000000"  # the engine takes a 12-digit access key id as the account's id


def endpoint(port: int) -> str:
    return f"http://{HOST}:{port}"
