"""Sign-in on AWS: nobody signs up, no error tells which accounts there are, and a password is not guessed."""

import pytest

from tests.infra.stacks import SITE, properties
from tests.infra.stages import KINDS, at_stage

CLIENTS = [(".", "UserPoolClient", "local"), (SITE, "SiteUserPoolClient", "prod")]


def test_an_admin_alone_makes_accounts() -> None:
    assert properties(".", "UserPool")["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}


def test_a_password_has_twelve_characters_of_three_kinds() -> None:
    policy = properties(".", "UserPool")["Policies"]["PasswordPolicy"]
    assert policy["MinimumLength"] >= 12
    assert all(policy[f"Require{kind}"] for kind in ("Lowercase", "Uppercase", "Numbers"))


@pytest.mark.parametrize(("folder", "client", "kind"), CLIENTS)
def test_no_error_tells_whether_an_account_exists(folder: str, client: str, kind: str) -> None:
    given = at_stage(folder, kind)["Resources"][client]["Properties"]
    assert given["PreventUserExistenceErrors"] == "ENABLED"


@pytest.mark.parametrize(("folder", "client", "kind"), CLIENTS)
def test_a_page_has_no_secret_to_lose(folder: str, client: str, kind: str) -> None:
    assert at_stage(folder, kind)["Resources"][client]["Properties"]["GenerateSecret"] is False


def test_those_are_all_clients() -> None:
    found = {
        (folder, name)
        for folder in (".", SITE)
        for kind in KINDS
        for name, resource in at_stage(folder, kind)["Resources"].items()
        if resource["Type"] == "AWS::Cognito::UserPoolClient"
    }
    assert found == {(folder, name) for folder, name, _ in CLIENTS}
