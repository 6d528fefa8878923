"""First names that are common where the debtors live: they show which word of a name is the family's, nothing else.

Nobody's form of address is ever guessed from them. Own list: names among the frequent ones in Romania (Hungarian
ones too), Britain and Ireland; a name that is missing here costs only that the full name is said.
"""

from __future__ import annotations

from collector.rules.names import fold

_TEXT = """
abigail adela adelina adina adrian adriana alan alex alexandra alexandrina alexandru alice alin alina amy
ana anca andra andreea andrei andrew aneta angela anisoara ann anne anthony antonia attila aurel aurelia
aurica barbara beatrice bianca bogdan brandusa brian camelia carmen catalin catalina catherine cezar
charles charlotte christopher ciara claudia claudiu colin constanta constantin corina cornel cornelia
cosmin cristian cristiana cristina dan dana daniel daniela david deborah delia denisa diana dmytro doina
dorin dorina dragos dumitra dumitru ecaterina eduard elena elisabeta emanuel emil emilia emily emma
erzsebet eugen eugenia eva felicia filip fiona florea florentina florian florica florin florina gabriel
gabriela gareth george georgeta georgian georgiana gheorghe gheorghita grace grigore gyorgy hannah helen
horatiu horia ian iancu ildiko ileana ilie ilinca ioan ioana ion ionela ionut irina istvan iulia iulian
iuliana jack jacob james jane janet janos jennifer jessica joan john jonathan joseph karen katalin kevin
larisa laszlo laura lavinia leontina liam lidia ligia liliana linda livia liviu loredana louise lucia
lucian lucy luminita madalina magda magdalena marcel marcela margaret maria marian mariana marin marina
marius mark mary matei matthew megan melania michael mihaela mihai mihail mircea mirela miruna monica
nadia narcisa natalia niamh nicola nicolae nicoleta nicu nicusor nina noor oana octavian oksana olga
olimpia oliver olivia ovidiu patricia patrick paul paula pavel peter petre petronela petru philip rachel
rada radu raluca ramona rares razvan rebecca reka richard robert roberto rodica roman roxana ruslan ruth
ruxandra sabin sabina samuel sanda sarah sean sebastian sergiu sharon silvia silviu simion simon simona
sophie sorin sorina stan stefan stefania stelian steliana stephen steven susan svetlana tatiana teodor
teodora thomas tiberiu timothy toma tracey traian tudor valentin valentina valeriu vasile vasilica
veronica victor victoria viorel viorica virgil virginia vlad william zoe zoltan
"""
GIVEN_NAMES = frozenset(_TEXT.split())


def is_given(word: str) -> bool:
    """Whether a word is a first name, or several with hyphens: "Ana-Maria"."""
    return all(piece in GIVEN_NAMES for piece in fold(word).split("-"))
