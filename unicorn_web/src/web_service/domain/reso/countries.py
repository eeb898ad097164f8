"""The names of countries in addresses → their codes of ISO 3166-1, two letters; only where no doubt is left."""

from unicorn_kernel.spelling import caseless

_NAMES = """
AR argentina
AT austria, österreich
AU australia
BE belgium, belgië, belgique, belgien
BR brazil, brasil
CA canada
CH switzerland, schweiz, suisse, svizzera
CL chile
CN china, 中国, 中华人民共和国
CZ czechia, czech republic, česko
DE germany, deutschland
DK denmark, danmark
EG egypt, مصر
ES spain, españa
FI finland, suomi
FR france
GB united kingdom, great britain, uk
GR greece, ελλάδα
HU hungary, magyarország
IE ireland, éire
IL israel, ישראל
IN india, भारत
IS iceland, ísland
IT italy, italia
JP japan, 日本
KR south korea, 대한민국
LU luxembourg
MX mexico, méxico
NL netherlands, the netherlands, nederland
NO norway, norge
NZ new zealand
PL poland, polska
PT portugal
RO romania, românia
SE sweden, sverige
TH thailand, ไทย, ประเทศไทย
TR türkiye, turkey
UA ukraine, україна
US usa, united states, united states of america
ZA south africa
"""
_BY_NAME = {caseless(name): line[:2] for line in _NAMES.strip().splitlines() for name in line[2:].strip().split(", ")}
CODES = frozenset(_BY_NAME.values())


def country_code(country: str) -> str | None:
    """Return the code of a country's name or code in canonical spelling, None if it is not known."""
    return country if country in CODES else _BY_NAME.get(caseless(country))
