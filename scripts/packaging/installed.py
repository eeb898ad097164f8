"""The pinned libraries of a package, installed once for each platform and each content of the requirements."""

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from scripts.packaging.once import once

PLATFORMS = {"arm64": "aarch64-manylinux_2_34", "x86_64": "x86_64-manylinux_2_34"}


def target_platform(environment: Mapping[str, str]) -> str | None:
    """Return the platform of the build; None is this machine's."""
    if environment.get("UNICORN_BUILD_TARGET") == "local":
        return None
    architecture = environment.get("ARCHITECTURE", "arm64")
    if architecture not in PLATFORMS:
        sys.exit(f"package: ARCHITECTURE is {architecture}; set it to {' or '.join(PLATFORMS)}")
    return PLATFORMS[architecture]


def installed(requirements: Path, platform: str | None) -> Path:
    """Return the folder with the libraries; they are installed if need be."""
    content = f"{platform} {sys.version}".encode() + requirements.read_bytes()

    def install(aside: Path) -> None:
        options = ["--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--python-version", "3.13"]
        if platform:
            options += ["--python-platform", platform]
        uv = [sys.executable, "-m", "uv", "pip", "install", *options, "--target", str(aside)]
        subprocess.run([*uv, "--requirement", str(requirements)], check=True)

    return once(f"libraries-{hashlib.sha256(content).hexdigest()[:16]}", install)
