"""The browser that looks at the pages, for tests and screenshots: the one installed on this machine."""

import shutil

from unicorn_cli.terminal.problems import Problem

ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NAMES = ("chromium", "chromium-browser", "google-chrome", ON_A_MAC)


def chromium() -> str:
    """Return its path. Raises Problem if there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise Problem(
            "There is no Chromium on this machine",
            "Install it (Debian: apt-get install chromium; macOS: brew install --cask google-chrome)",
        )
    return found
