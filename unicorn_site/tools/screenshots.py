"""Take a picture of every page of the running system: python -m unicorn_site.tools.screenshots [PART OF A NAME]."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from unicorn_cli.local.system import PROJECT, here
from unicorn_cli.site import browser, bundle, node
from unicorn_cli.stages import accounts
from unicorn_cli.stages.cloud import LOCAL, cloud_of
from unicorn_cli.stages.outputs import outputs_of

FOLDER = PROJECT / "docs" / "screenshots"
QUALITY = 78


def main(arguments: list[str]) -> None:
    place = here()
    cloud = cloud_of(LOCAL, place)
    environment = os.environ | {
        "CHROMIUM": browser.chromium(),
        "SITE_SOURCES": str(bundle.SOURCES),
        "SITE_URL": outputs_of(cloud)["SiteUrl"],
        "PASSWORDS": json.dumps(accounts.passwords_of(cloud, place)),
    }
    script = Path(__file__).with_suffix(".mjs")
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        run = [str(node.folder(place) / "node"), str(script), folder, *arguments]
        subprocess.run(run, env=environment, check=True, timeout=600)
        for taken in sorted(Path(folder).glob("*.png")):
            with Image.open(taken) as picture:
                picture.save(FOLDER / f"{taken.stem}.webp", quality=QUALITY, method=6)
    every = list(FOLDER.glob("*.webp"))
    print(f"{len(every)} pictures, {sum(one.stat().st_size for one in every) / 1e6:.2f} MB, in {FOLDER}")


if __name__ == "__main__":
    main(sys.argv[1:])
