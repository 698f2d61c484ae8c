"""What other systems and people call our fields, as `headers.plain` leaves a header. The surest name comes first.

A name that only one kind of file uses also tells that kind apart from the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

from reviews.imports.model import ImportKind
from reviews.imports.synonyms_facts import CONTRACTS, INCIDENTS, SURVEYS, USAGE
from reviews.imports.synonyms_people import ACCOUNTS, CONTACTS, TICKETS, TOUCHES

Names = Mapping[str, str]
"""A field and its names, parted by semicolons."""
_ALL: Final[Mapping[ImportKind, Names]] = {
    ImportKind.ACCOUNTS: ACCOUNTS,
    ImportKind.CONTACTS: CONTACTS,
    ImportKind.INCIDENTS: INCIDENTS,
    ImportKind.USAGE: USAGE,
    ImportKind.TICKETS: TICKETS,
    ImportKind.TOUCHES: TOUCHES,
    ImportKind.SURVEYS: SURVEYS,
    ImportKind.CONTRACTS: CONTRACTS,
}
_ACCOUNT: Final = (
    "account; account name; customer; customer name; company; company name; organization; organisation; "
    "organization name; organisation name; associated company; associated company primary; "
    "primary associated company; company account; ticket organization name; client; client name; kunde; kundenname; "
    "firma; firmenname; unternehmen; konto; organisationen; cliente; nombre del cliente; empresa; cuenta; "
    "nombre de la cuenta; organizacion; client nom; nom du client; societe; entreprise; compte; nom du compte; "
    "organisation nom; requester organization; organization id name; account external name; workspace name; tenant; "
    "tenant name; group name; company id name; mandant; requester domain; account domain; company domain; "
    "company domain name; account id; account id 18; company id; organization id; associated company ids; "
    "customer id; external account id; kundennummer; id de cuenta; id compte"
)
_COMMON: Final[Names] = {
    "account": _ACCOUNT,
    "as_of": "updated at; last updated; updated; last modified date; last modified; last updated at; modified; "
    "last update; update time; updated on; date updated; last activity date modified; geandert am; aktualisiert am; "
    "zuletzt geandert; actualizado; fecha de actualizacion; ultima modificacion; mis a jour le; modifie le; "
    "date de mise a jour; derniere modification; object last modified date time; last modified at; updated date",
    "link": "link; url; permalink; html url; web url; record url; ticket url; incident url; conversation url; "
    "case url; issue url; enlace; lien; adresse",
    "workspace": "slack workspace; holdfast workspace",
}


@cache
def names_of(kind: ImportKind) -> Mapping[str, tuple[str, int]]:
    """Each known name in files of this kind: the field it means, and its rank among that field's names."""
    found: dict[str, tuple[str, int]] = {}
    own = _ALL[kind]
    common = _COMMON if kind is not ImportKind.ACCOUNTS else {k: v for k, v in _COMMON.items() if k != "account"}
    for field, names in (*own.items(), *common.items()):
        for rank, name in enumerate(names.split(";")):
            found.setdefault(" ".join(name.split()), (field, rank))
    return found


@cache
def weights() -> Mapping[str, int]:
    """How much a name says about the kind of a file: the fewer kinds use it, the more."""
    users = Counter(name for kind in ImportKind for name in names_of(kind))
    return {name: 3 if many == 1 else 2 if many == 2 else 1 for name, many in users.items()}
