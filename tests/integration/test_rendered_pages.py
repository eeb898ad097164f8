"""The customers' pages of the running system as crawlers read them: what is published is there, and then gone."""

import json
import re
from uuid import uuid4

import httpx

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.listings import published
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually


def test_a_home_has_a_page_and_a_place_in_the_sitemap_until_it_is_withdrawn(
    web_api: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    city = f"Crawltown {uuid4().hex[:8]}"
    text = f'Roses </script><b>"{uuid4().hex}"'
    home, _ = published(
        web_api, aws, outputs["EventBusName"], city, description=text, contract="rent", rent_period="month"
    )
    path, site = path_of(home), outputs["SiteUrl"]
    country, slug, *_ = home.split("/")
    with httpx.Client(base_url=site, trust_env=False, timeout=30) as crawler:

        def sitemap() -> list[str]:
            """Return every page that the sitemap names in the city."""
            parts = re.findall(f"<loc>({site}/sitemaps/{country}/{slug}/[^<]*)</loc>", crawler.get("/sitemap.xml").text)
            return [page for part in parts for page in re.findall("<loc>([^<]*)</loc>", crawler.get(part).text)]

        page = crawler.get(path)
        [data] = re.findall('<script type="application/ld[+]json"[^>]*>(.*?)</script>', page.text)
        listing = json.loads(data)
        assert (page.status_code, listing["description"], listing["url"]) == (200, text, site + path)
        assert listing["offers"]["priceSpecification"]["unitCode"] == "MON"
        assert "US$199.99" in page.text
        assert eventually(lambda: sitemap() == [site + path], seconds=30)
        assert path in crawler.get(f"/search/{country}/{slug}").text
        assert f"/search/{country}/{slug}" in crawler.get(f"/search/{country}").text

        assert crawler.get(f"{path}0").status_code == 404
        web_api.delete(path)
        gone = crawler.get(path)
        assert (gone.status_code, text in gone.text, "noindex" in gone.text) == (410, False, True)
        assert crawler.get(f"/search/{country}/{slug}").status_code == 404
        assert eventually(lambda: sitemap() == [], seconds=30)
