"""Invented names. Each part is common where it comes from; who bears a whole name is chance."""

from __future__ import annotations

from typing import NamedTuple

from collector.rules.names import fold
from collector.sample.dice import Dice


class Origin(NamedTuple):
    """Where a name comes from, with the language spoken and where such people live now."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    language: str
    lives: tuple[tuple[int, str], ...]  # weight and country
    family_first: bool = False
    forms: tuple[str, str] = ("", "")  # how she and he are addressed


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ROMANIAN = Origin(
    women=_words(
        "Maria Elena Ioana Andreea Mihaela Cristina Daniela Ana Gabriela Alina Georgiana Raluca Simona Oana "
        "Ștefania Mădălina Lăcrămioara Brândușa Floarea Rodica Viorica Anca-Ioana Ana-Maria Anișoara Sânziana"
    ),
    men=_words(
        "Ion Andrei Mihai Alexandru Gheorghe Constantin Ștefan Florin Adrian Cătălin Răzvan Bogdan Marius "
        "Nicușor Vasile Dumitru Ionuț Cosmin Gabriel Sorin Octavian Ilie Mircea Tudor Costică Gheorghiță"
    ),
    families=_words(
        "Popescu Ionescu Popa Dumitrescu Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu Constantinescu Marin "
        "Tănase Șerban Țurcanu Lăzărescu Bălan Mărginean Vlădescu Păun Ghiță Brătianu Drăgulescu Înțeleptu "
        "Sârbu Pătrașcu Diaconu Nițu Ungureanu Dobre Ștefănescu Țepeș Chirilă Moțoc Cărbunaru Bâtlan Olteanu "
        "Zăbavă Neacșu Grigoraș Iordăchescu Vâlcu Mînzatu Crețu Bucșan Săndulescu Albuț Roșca Ispas"
    ),
    language="ro",
    lives=((90, "RO"), (3, "DE"), (3, "GB"), (1, "FR"), (1, "US"), (1, "SE"), (1, "AU")),
    forms=("doamnă", "domnule"),
)
HUNGARIAN = Origin(
    women=_words("Erzsébet Katalin Ilona Ágnes Réka Zsófia Tünde Emőke Csilla"),
    men=_words("László István Zoltán Attila Győző Béla Levente Szabolcs Örs"),
    families=_words("Nagy Kovács Szabó Tóth Szőcs Kőműves Bíró Fazekas Székely Gergely Orbán-Kiss Bőjte"),
    language="hu",
    lives=((12, "RO"), (1, "DE")),
    family_first=True,
)
GERMAN = Origin(
    women=_words("Gertrud Ulrike Käthe Renate Anneliese Sabine"),
    men=_words("Jürgen Günther Horst Matthias Björn Rüdiger"),
    families=_words("Müller Schäfer Groß Weißkopf Krüger Schuster Böhm Fröhlich Thümmler"),
    language="de",
    lives=((2, "RO"), (3, "DE")),
    forms=("Frau", "Herr"),
)
UKRAINIAN = Origin(
    women=_words("Oksana Olena Iryna Kateryna Halyna Daryna"),
    men=_words("Oleksandr Serhii Mykola Dmytro Taras Volodymyr"),
    families=_words("Kovalenko Shevchuk Bondarenko Tkachuk Melnyk Lysenko Kravets Zakharchuk"),
    language="uk",
    lives=((1, "RO"),),
)
VIETNAMESE = Origin(
    women=("Thị Hương", "Thị Lan", "Ngọc Ánh", "Thu Thủy", "Thị Mỹ Linh"),
    men=("Văn Dũng", "Quốc Việt", "Đình Tuấn", "Minh Đức", "Hữu Phước"),
    families=_words("Nguyễn Trần Lê Phạm Đặng Vũ Bùi"),
    language="vi",
    lives=((1, "RO"),),
    family_first=True,
)
ARABIC = Origin(
    women=_words("Fatima Layla Noor Rania Yasmin Huda"),
    men=_words("Ahmad Khalid Youssef Omar Tariq Mahmoud"),
    families=("Al-Khatib", "Haddad", "El Masri", "Nasser", "Abu Zayd", "Al Sabah", "Khoury"),
    language="ar",
    lives=((3, "RO"), (1, "GB")),
)
ENGLISH = Origin(
    women=_words("Siobhán Margaret Chloë Abigail Zoë"),
    men=_words("Nigel Graham Desmond Colin Trevor"),
    families=("O’Brien", "Hargreaves", "Whitcombe", "MacAllister", "Lee-Jones", "Ng"),
    language="en",
    lives=((2, "RO"), (3, "GB"), (2, "US"), (1, "AU")),
    forms=("Ms", "Mr"),
)
MOLDOVAN = Origin(
    women=_words("Tatiana Natalia Liudmila Doina Svetlana"),
    men=_words("Vadim Igor Ruslan Valeriu Anatolie"),
    families=_words("Rotaru Cebotari Guțu Plămădeală Ciorbă Țurcan Bejenaru"),
    language="ro",
    lives=((1, "RO"),),
    forms=("doamnă", "domnule"),
)
ORIGINS = (
    *((62, ROMANIAN), (10, HUNGARIAN), (6, GERMAN), (6, UKRAINIAN)),
    *((4, VIETNAMESE), (5, ARABIC), (4, ENGLISH), (3, MOLDOVAN)),
)

_TRADES = (
    *("Construct", "Agro", "Trans", "Instal", "Panificație", "Mobilă", "Textil", "Lemn", "Logistic"),
    *("Electro", "Auto Service", "Cofetăria", "Fermă", "Tâmplărie"),
)
_BRANDS = (
    *("Nordvest", "Stejarul", "Două Lunci", "Aurora", "Valea Frumoasă", "Brădet", "Rapid", "Cetatea"),
    *("Piatra Mică", "Lunca Mureșului", "Răsărit", "Trei Izvoare"),
)
_LEGAL_FORMS = ("SRL", "S.R.L.", "SA", "PFA", "SRL-D", "Întreprindere Individuală")
# What files of the years before 2007 hold, and many of today's.
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")


def full_name(dice: Dice, origin: Origin) -> tuple[str, str]:
    """A name as a file has it (now and then in capitals or with cedillas) and its form of address."""
    woman = dice.percent(50)
    given = dice.one(origin.women if woman else origin.men)
    family = dice.one(origin.families)
    turned = origin.family_first or (origin is ROMANIAN and dice.percent(45))
    name = f"{family} {given}" if turned else f"{given} {family}"
    return _as_typed(dice, name), origin.forms[0 if woman else 1]


def firm(dice: Dice) -> tuple[str, str]:
    """The name of a firm; firms are not addressed."""
    name = f"{dice.one(_TRADES)} {dice.one(_BRANDS)} {dice.one(_LEGAL_FORMS)}"
    return _as_typed(dice, f"SC {name}" if dice.percent(30) else name), ""


def email(dice: Dice, name: str) -> str:
    """An address of this name at a domain that RFC 2606 reserves."""
    parts = ["".join(c for c in word if c.isascii() and c.isalnum()) for word in fold(name).split()]
    local = dice.one((".", "_", "")).join(part for part in parts if part)
    return f"{local}{dice.one(('', '', str(dice.between(60, 99))))}@example.{dice.one(('com', 'net', 'org'))}"


def _as_typed(dice: Dice, name: str) -> str:
    typed = name.upper() if dice.percent(8) else name
    return typed.translate(_CEDILLAS) if dice.percent(35) else typed
