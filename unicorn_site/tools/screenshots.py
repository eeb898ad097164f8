"""Take a screenshot of every page of the running system: python -m unicorn_site.tools.screenshots [PART OF A NAME]."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import PROJECT, this_system
from unicorn_cli.site import browser, bundle, node
from unicorn_cli.stages.mails import MESSAGES
from unicorn_cli.stages.outputs import outputs_of

FOLDER = PROJECT / "docs" / "screenshots"
QUALITY = 78


def main(arguments: list[str]) -> None:
    system = this_system()
    cloud = local_cloud(system)
    bundle.install(system, Programs(), with_tools=True)
    environment = os.environ | {
        "CHROMIUM": browser.chromium(),
        "SITE_SOURCES": str(bundle.SOURCES),
        "SITE_URL": outputs_of(cloud)["SiteUrl"],
        "INBOX": f"{cloud.endpoint}{MESSAGES}",
        "PASSWORDS": json.dumps(local_passwords(system)),
    }
    script = Path(__file__).with_suffix(".mjs")
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        run = [str(node.folder(system) / "node"), str(script), folder, *arguments]
        subprocess.run(run, env=environment, check=True, timeout=600)
        for taken in sorted(Path(folder).glob("*.png")):
            with Image.open(taken) as image:
                image.save(FOLDER / f"{taken.stem}.webp", quality=QUALITY, method=6)
    every = list(FOLDER.glob("*.webp"))
    print(f"{len(every)} screenshots, {sum(one.stat().st_size for one in every) / 1e6:.2f} MB, in {FOLDER}")


if __name__ == "__main__":
    main(sys.argv[1:])
