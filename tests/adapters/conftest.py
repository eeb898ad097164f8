"""Adapters on moto, which answers botocore's requests alone."""

from collections.abc import Iterator

import pytest

from unicorn_kit.aws.clients import SWITCH


@pytest.fixture(scope="module", autouse=True)
def boto3_in_wirings() -> Iterator[None]:
    """boto3's client in place of unicorn_kit.aws's: an adapter takes either."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(SWITCH, "boto3")
        yield
