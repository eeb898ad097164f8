"""Delete folders without waiting: thousands of files take up to a minute on a busy disk."""

import subprocess
from pathlib import Path
from secrets import token_hex

PREFIX = "deleted-"
IN_BACKGROUND = 'rm -rf -- "$@" &'


def discard(home: Path, *folders: Path) -> None:
    """Move folders of a system out of the way at once, and delete them in the background.

    What an earlier call could not finish is deleted too. Raises OSError if a folder cannot be moved.
    """
    there = [folder for folder in folders if folder.exists()]
    if there:
        aside = home / f"{PREFIX}{token_hex(4)}"
        aside.mkdir()
        for folder in there:
            folder.rename(aside / folder.name)
    if left := [str(folder) for folder in home.glob(f"{PREFIX}*")]:
        subprocess.run(
            ["/bin/sh", "-c", IN_BACKGROUND, "sh", *left],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for `unicorn`
            check=True,
        )
