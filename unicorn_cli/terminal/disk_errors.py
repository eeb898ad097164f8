"""Errors of files and disks, as sentences with their fix."""

import errno
import shutil

FULL = {errno.ENOSPC, errno.EDQUOT}
DENIED = {errno.EACCES, errno.EPERM}
FREE_SPACE = "Free at least 1 GB and try again; `make clean` removes what was built here"
ELSEWHERE = "or set UNICORN_HOME to another folder"


def disk_error(error: Exception) -> tuple[str, str] | None:
    """Return cause and fix of an error of a file or a disk; None for every other error."""
    if isinstance(error, shutil.Error):  # of a copied folder: (from, to, why) of each file, without error numbers
        return f"A file could not be copied: {error.args[0][0][2]}", FREE_SPACE
    if not isinstance(error, OSError):
        return None
    if error.errno in FULL:
        return "The disk is full", FREE_SPACE
    return _of_one_file(error) if error.filename else None


def _of_one_file(error: OSError) -> tuple[str, str] | None:
    if error.errno in DENIED:
        return f"{error.filename} is not writable", "Make yourself its owner and try again"
    if error.errno == errno.EROFS:
        return f"{error.filename} is on a read-only disk", f"Make the disk writable, {ELSEWHERE}"
    if error.errno == errno.ENOTDIR:
        return f"{error.filename} is not below a folder", f"Remove the file that is in its way, {ELSEWHERE}"
    return None
