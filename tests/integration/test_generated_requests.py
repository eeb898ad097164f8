"""A few requests generated from both descriptions, the same each time; `make schemathesis` sends thousands.

They come from an agent of their own, who has a listing of its own: other tests replay what happened to the seeded ones.
"""

from pathlib import Path
from uuid import uuid4

import pytest

from tests.conformance.run import APIS, run
from tests.integration.aws import Aws
from tests.integration.listings import drafted
from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.stored_passwords import new_password

AGENT = "generated"


@pytest.fixture(scope="module")
def own_access(system: LocalSystem, aws: Aws, outputs: dict[str, str]) -> Access:
    """Return the access of an agent who has nothing but one draft."""
    pool, password = outputs["UserPoolId"], new_password()
    aws.cognito.admin_create_user(UserPoolId=pool, Username=AGENT, MessageAction="SUPPRESS")
    aws.cognito.admin_set_user_password(UserPoolId=pool, Username=AGENT, Password=password, Permanent=True)
    aws.cognito.admin_add_user_to_group(UserPoolId=pool, Username=AGENT, GroupName="agents")
    access = Access.to(local_cloud(system), {AGENT: password})
    with access.web(AGENT) as web:
        drafted(web, city=f"Generated {uuid4().hex[:8]}")
    return access


@pytest.mark.parametrize("api", APIS)
def test_the_api_does_what_its_description_says(api: str, own_access: Access, tmp_path: Path) -> None:
    found = run(api, own_access, AGENT, examples=2, seed=7, folder=tmp_path, phases="fuzzing")
    assert found.cases >= 10, found.output
    assert found.findings == []
    assert found.status == 0, found.output
