"""Make sure that the browser tests have a browser: root installs it with apt-get, other users get the command."""

import os
import shutil
import subprocess
import sys

from unicorn_cli.site import browser
from unicorn_cli.terminal.problems import Problem

PACKAGES = ("chromium", "fonts-liberation")


def main() -> int:
    try:
        browser.chromium()
    except Problem as problem:
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            print(f"✗ {problem}\n  {problem.fix}.", file=sys.stderr)
            return 1
        _install()
    return 0


def _install() -> None:
    print(f"the tests of the pages need a browser: installing {' and '.join(PACKAGES)} with apt-get")
    quiet = ["--quiet=2", "--option=Dpkg::Use-Pty=0"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", *quiet], check=True, env=environment)
    subprocess.run(["apt-get", "install", "--yes", *quiet, *PACKAGES], check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main())
