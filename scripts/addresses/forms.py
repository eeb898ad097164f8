"""How addresses are written in 24 countries: names to draw from, and the forms of house numbers, units and postcodes.

In a pattern, `#` is a digit from 1 to 9, `0` any digit, `@` a capital letter; all else stands for itself.
"""

# ruff: noqa: RUF001 - letters of many scripts

import random
from dataclasses import dataclass

from unicorn_kernel.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    country: str
    regions: tuple[str, ...] = ()
    cities: tuple[str, ...]
    postcodes: tuple[str, ...] = ()
    streets: tuple[str, ...]
    numbers: tuple[str, ...]
    units: tuple[str, ...] = ()


FORMS = (
    Form(
        country="USA",
        regions=("Illinois", "Massachusetts", "MA", "New York"),
        cities=("Springfield", "Anytown", "St. Paul", "O'Fallon", "Winston-Salem", "Queens"),
        postcodes=("00000", "00000-0000"),
        streets=("Main Street", "N 1st St", "E 42nd Street", "Martin Luther King Jr. Blvd", "O'Connell Street", "I-95"),
        numbers=("#", "#00", "#00 1/2", "#0-00", "#0@"),
        units=("Apt #@", "#00", "Suite #00"),
    ),
    Form(
        country="Canada",
        regions=("Québec", "Ontario"),
        cities=("Montréal", "Trois-Rivières", "London"),
        postcodes=("@#@ #@#",),
        streets=("Rue Saint-Denis", "Chemin de la Côte-des-Neiges", "King Street West"),
        numbers=("#00", "#00½", "#-#00"),
        units=("App. #",),
    ),
    Form(
        country="Mexico",
        regions=("Jalisco", "Oaxaca"),
        cities=("Tlaquepaque", "San José del Cabo"),
        postcodes=("00000",),
        streets=("Avenida 5 de Mayo", "Calle 20 de Noviembre", "Privada Niños Héroes"),
        numbers=("#00", "#00-@", "Km #.0", "S/N Lote #"),
        units=("Int. #", "Depto. #"),
    ),
    Form(
        country="Colombia",
        cities=("Bogotá", "Medellín"),
        streets=("Carrera 7ª", "Calle 13 Sur", "Avenida Calle 26"),
        numbers=("#0-00", "#0@-00", "#0 bis-00", "#0-00 Este"),
        units=("Apto. #00",),
    ),
    Form(
        country="Brasil",
        regions=("São Paulo", "Minas Gerais"),
        cities=("São Paulo", "Santos"),
        postcodes=("00000-000",),
        streets=("Rua 25 de Março", "Praça da Sé", "Avenida Nove de Julho"),
        numbers=("#00", "#00-@", "#º"),
        units=("Bloco @", "#ª sobreloja"),
    ),
    Form(
        country="United Kingdom",
        cities=("London", "Stoke-on-Trent", "King's Lynn"),
        postcodes=("@@# #@@", "@#0 #@@"),
        streets=("St. John's Wood", "High Street", "Rotten Row", "Upper Street"),
        numbers=("#0", "#0@", "#0-#0", "Flat #, #0"),
        units=("Flat #", "Flat #@"),
    ),
    Form(
        country="Ireland",
        cities=("Baile Átha Cliath", "Dún Laoghaire"),
        streets=("Sráid Uí Chonaill", "O'Connell Street Upper"),
        numbers=("#0", "#0/#0"),
    ),
    Form(
        country="Deutschland",
        cities=("München", "Köln", "Berlin", "Frankfurt (Oder)"),
        postcodes=("00000",),
        streets=("Hauptstraße", "Straße des 17. Juni", "Karl-Marx-Allee", "Zur Schönen Aussicht", "C 4"),
        numbers=("#0", "#0a", "#0 b", "#-#0", "#0/#"),
        units=("2. OG links", "WE #"),
    ),
    Form(
        country="Österreich",
        cities=("Wien", "Sankt Pölten"),
        postcodes=("#000",),
        streets=("Mariahilfer Straße", "Am Hof"),
        numbers=("#0/#", "#0/#/#0", "#0-#0/#"),
    ),
    Form(
        country="Schweiz",
        cities=("Zürich", "Genève"),
        postcodes=("#000",),
        streets=("Bahnhofstrasse", "Rue du Mont-Blanc"),
        numbers=("#0", "#0.#", "#0bis"),
    ),
    Form(
        country="France",
        cities=("Saint-Denis", "L'Haÿ-les-Roses", "Paris"),
        postcodes=("00000",),
        streets=("Rue de l'Église", "Boulevard du 8-Mai-1945", "Cité n° 5", "Rue d'Œuvre"),
        numbers=("#0 bis", "#0bis", "#0 ter", "#0-#0", "#0"),
        units=("Bât. @", "2ᵉ étage"),
    ),
    Form(
        country="España",
        regions=("Madrid", "Cataluña"),
        cities=("A Coruña", "L'Hospitalet de Llobregat", "Madrid"),
        postcodes=("00000",),
        streets=("Avinguda del Paral·lel", "Calle Núñez de Balboa", "Carrer d'Aragó"),
        numbers=("#0", "#0, #º #ª", "s/n #"),
        units=("#º izq.", "#º @"),
    ),
    Form(
        country="Italia",
        cities=("L'Aquila", "Forlì", "Firenze"),
        postcodes=("00000",),
        streets=("Via dell'Università", "Corso Trieste", "Via XX Settembre"),
        numbers=("#0", "#0/@", "#0/r", "#0 rosso", "#0 bis"),
        units=("Scala @ int. #",),
    ),
    Form(
        country="Polska",
        cities=("Łódź", "Bielsko-Biała"),
        postcodes=("00-000",),
        streets=("ul. Piotrkowska", "al. 3 Maja", "os. Złotego Wieku"),
        numbers=("#0/#", "#0 m. #", "#0@/#0"),
    ),
    Form(
        country="Türkiye",
        cities=("İstanbul", "Şanlıurfa", "Iğdır"),
        streets=("İstiklâl Caddesi", "Kızılırmak Sokağı", "Işıklar Cd."),
        numbers=("No: #0", "#0/#", "#0-#"),
        units=("D: #",),
    ),
    Form(
        country="Ελλάδα",
        cities=("Αθήνα", "Θεσσαλονίκη"),
        postcodes=("000 00",),
        streets=("Οδός Ερμού", "Λεωφόρος Βασιλίσσης Σοφίας", "28ης Οκτωβρίου"),
        numbers=("#0", "#0Α", "#0-#0"),
    ),
    Form(
        country="Россия",
        regions=("Московская область", "Республика Татарстан"),
        cities=("Москва", "Королёв", "Ростов-на-Дону"),
        postcodes=("000000",),
        streets=("улица Льва Толстого", "проспект Мира", "1-я Тверская-Ямская улица"),
        numbers=("#0", "#0к#", "#0/#", "#0 стр. #", "д. #0"),
        units=("кв. #0",),
    ),
    Form(
        country="Україна",
        cities=("Київ", "Кам'янець-Подільський"),
        streets=("вулиця Знам'янська", "Хрещатик"),
        numbers=("#0", "#0а", "#0/#"),
    ),
    Form(
        country="ישראל",
        cities=("תל אביב-יפו", "ראשון לציון"),
        streets=("שדרות רוטשילד", "ז'בוטינסקי", 'רחוב רש"י'),
        numbers=("#0", "#0/#", "#0 א"),
        units=("דירה #",),
    ),
    Form(
        country="مصر",
        cities=("القاهرة", "طنطا"),
        streets=("شارع طلعت حرب", "شارع ٢٦ يوليو", "ميدان التحرير"),
        numbers=("#0", "#0 أ", "#0/#"),
        units=("شقة #",),
    ),
    Form(
        country="ایران",
        cities=("تهران", "شهرک غرب"),
        streets=("خیابان ولی\u200cعصر", "کوچه\u200cی هفتم", "بزرگراه همت"),
        numbers=("#0", "#0/#", "پلاک #0"),
        units=("واحد #",),
    ),
    Form(
        country="भारत",
        regions=("महाराष्ट्र", "दिल्ली"),
        cities=("मुंबई", "नई दिल्ली"),
        postcodes=("000 000", "000000"),
        streets=("तिलक मार्ग", "महात्मा गांधी रोड", "शक्\u200dति नगर"),
        numbers=("#0", "#0/#", "#-@/#0", "प्लॉट #"),
    ),
    Form(
        country="ประเทศไทย",
        regions=("กรุงเทพมหานคร", "เชียงใหม่"),
        cities=("เขตวัฒนา", "สารภี"),
        postcodes=("00000",),
        streets=("ถนนสุขุมวิท", "ซอยน้ำผึ้ง", "ซอยสุขุมวิท 23"),
        numbers=("#0/#", "#0", "#0-#0", "#0/#-#"),
    ),
    Form(
        country="中国",
        regions=("江苏省", "安徽省", "黑龙江省", "江西省"),
        cities=("苏州", "宿州", "伊春市", "宜春市", "北京"),
        postcodes=("000000",),
        streets=("建设路", "人民东路", "中山北一路"),
        numbers=("#0号", "#0弄#0号", "甲#0号", "#0-#号"),
        units=("#单元#0#室", "#0#室"),
    ),
    Form(
        country="日本",
        regions=("東京都", "大阪府"),
        cities=("渋谷区", "中央区", "北区"),
        postcodes=("000-0000",),
        streets=("神南", "日本橋一丁目", "センター街", "銀座"),
        numbers=("#-#-#0", "#-#0", "#丁目#番#号", "①-#"),
        units=("メゾン#00", "#0階", "パーク・ハイツ#"),
    ),
    Form(
        country="대한민국",
        cities=("서울특별시", "부산광역시"),
        postcodes=("00000",),
        streets=("세종대로", "테헤란로 7길"),
        numbers=("#0", "#0-#", "지하 #0"),
        units=("#0#동 #0#호", "가동 #호"),
    ),
    Form(
        country="Việt Nam",
        cities=("Thành phố Hồ Chí Minh", "Hà Nội"),
        streets=("Đường Lê Lợi", "Phố Huế", "Ngõ 12"),
        numbers=("#0", "#0/#", "#0/#/#", "#0 bis", "#0@"),
        units=("Tầng #",),
    ),
    Form(
        country="Australia",
        regions=("NSW", "Victoria"),
        cities=("Sydney", "Brighton"),
        postcodes=("#000",),
        streets=("George Street", "St Kilda Road", "D'Arcy Street"),
        numbers=("#/#0", "#0-#0", "Lot #0", "#0@", "#0"),
        units=("Unit #", "U#"),
    ),
)

_CHOICES = {"#": "123456789", "0": "0123456789", "@": "ABCDEFGHK"}


def draw(form: Form, chance: random.Random) -> Address:
    """Return an address of this form; what may be left out is left out every other time."""

    def filled(patterns: tuple[str, ...]) -> str:
        pattern = chance.choice(patterns)
        return "".join(chance.choice(_CHOICES[char]) if char in _CHOICES else char for char in pattern)

    def perhaps(patterns: tuple[str, ...], fill: bool = True) -> str | None:
        if not patterns or chance.random() < 0.5:  # noqa: PLR2004 - every other time
            return None
        return filled(patterns) if fill else chance.choice(patterns)

    return Address(
        country=form.country,
        region=perhaps(form.regions, fill=False),
        city=chance.choice(form.cities),
        postcode=perhaps(form.postcodes),
        street=chance.choice(form.streets),
        number=filled(form.numbers),
        unit=perhaps(form.units),
    )
