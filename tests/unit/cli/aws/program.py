"""`unicorn` as a program of its own, with moto in place of AWS: python -m tests.unit.cli.aws.program FOLDER WORDS …

Moto lives and dies with the process; the stage `there`, of kind dev, exists when it starts.
"""

import fcntl
import os
import sys
import termios
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from tests.unit.cli.aws.account import REGION
from tests.unit.cli.aws.conftest import enter, install
from unicorn_cli import app
from unicorn_cli.stages.cloud import Cloud

if __name__ == "__main__":
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # its terminal, so that Ctrl-C there is a signal here
    folder = Path(sys.argv[1])
    os.environ["UNICORN_HOME"] = str(folder / "home")
    sys.argv = ["unicorn", *sys.argv[2:]]
    with mock_aws(), pytest.MonkeyPatch.context() as monkeypatch:
        account = enter(Cloud("any", boto3.Session(region_name=REGION)), monkeypatch)
        account.deploy("there")
        install(folder, account, monkeypatch)
        app.main()
