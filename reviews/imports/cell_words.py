"""Cells that hold one of a few words: kinds, levels, directions, stages, as other systems and people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

from reviews.account_words import STAGES
from reviews.customer import Level
from reviews.facts import Direction, SurveyKind, TicketKind, TookPart, TouchKind
from reviews.imports.cell_error import CellError, quoted
from reviews.imports.headers import plain
from reviews.imports.texts import is_nothing
from reviews.model import Stage


class Standing(Enum):
    """Whether a ticket is still open."""

    OPEN = "open"
    SOLVED = "solved"


def _words(spelt: Mapping[Any, str]) -> dict[str, Any]:
    return {word.strip(): value for value, words in spelt.items() for word in words.split(";")}


_TICKETS: Final = _words(
    {
        TicketKind.CONTRACT: "contract; billing; invoice; invoicing; cancel; cancellation; churn; pricing; renewal; "
        "terms; payment; refund; subscription; legal; vertrag; rechnung; kundigung; abrechnung; contrato; factura; "
        "facturacion; cancelacion; contrat; facture; facturation; resiliation",
        TicketKind.DATA: "data; export; exports; data export; data request; backup; data copy; gdpr; dsgvo; rgpd; "
        "migration out; daten; datenexport; datos; exportacion; donnees",
        TicketKind.PROBLEM: "problem; incident; bug; defect; error; issue; outage; fault; broken; failure; "
        "technical; technical issue; complaint; storung; fehler; vorfall; incidencia; incidente; problema; fallo; "
        "averia; probleme; panne; anomalie; performance",
        TicketKind.REQUEST: "request; feature; feature request; enhancement; idea; product feedback; suggestion; "
        "change; change request; service request; improvement; wunsch; anforderung; peticion; solicitud; sugerencia; "
        "mejora; demande; evolution; amelioration; feature wunsch; task; story; new feature",
        TicketKind.HOW_TO: "how to; howto; question; help; training; usage; how do i; guidance; general inquiry; "
        "inquiry; frage; hilfe; schulung; pregunta; duda; ayuda; consulta; question d utilisation; aide; formation; "
        "general question; product question; support question; onboarding",
        TicketKind.OTHER: "other; misc; general; sonstiges; andere; otro; otros; autre; autres",
    }
)
_STANDINGS: Final = _words(
    {
        Standing.SOLVED: "solved; closed; resolved; done; complete; completed; closed resolved; closed won; fixed; "
        "archived; gelost; geschlossen; erledigt; resuelto; cerrado; cerrada; resolu; ferme; clos; snoozed closed; "
        "closed no response; closed duplicate; canceled; cancelled; wont do; duplicate",
        Standing.OPEN: "open; new; pending; hold; on hold; on-hold; in progress; waiting; waiting on contact; "
        "waiting on us; working; escalated; assigned; snoozed; reopened; to do; todo; active; unassigned; offen; "
        "neu; wartend; in bearbeitung; abierto; nuevo; pendiente; en curso; en espera; ouvert; nouveau; en cours; "
        "en attente; waiting for customer; waiting for support; backlog; in review; triage; investigating",
    }
)
_TOUCHES: Final = _words(
    {
        TouchKind.CALL: "call; phone; phone call; telephone; calls; telefonat; anruf; telefon; llamada; telefono; "
        "appel; appel telephonique; outbound call; inbound call; voice",
        TouchKind.MEETING: "meeting; video; video call; zoom; teams; google meet; webex; review; qbr; demo; "
        "check in; kick off; workshop; besprechung; termin; treffen; reunion; videollamada; rendez vous; visio; "
        "sync; training; presentation; business review",
        TouchKind.EMAIL: "email; e mail; mail; incoming email; logged email; correo; correo electronico; courriel; "
        "forwarded email; outgoing email; list email",
        TouchKind.MESSAGE: "message; chat; slack; sms; whatsapp; linkedin; linkedin message; nachricht; mensaje; "
        "in app; in app message; conversation; live chat; text; note",
        TouchKind.VISIT: "visit; on site; onsite; site visit; in person; besuch; vor ort; visita; visite; sur place",
        TouchKind.EVENT: "event; webinar; conference; user group; veranstaltung; messe; evento; evenement; roundtable",
        TouchKind.OTHER: "other; task; to do; sonstiges; otro; autre; tarea; tache; aufgabe",
    }
)
_DIRECTIONS: Final = _words(
    {
        Direction.THEIRS: "theirs; inbound; incoming; in; received; customer; from customer; they; eingehend; kunde; "
        "entrante; recibido; cliente; entrant; recu; client; incoming email; from them",
        Direction.OURS: "ours; outbound; outgoing; out; sent; us; to customer; we; internal; ausgehend; wir; "
        "gesendet; saliente; enviado; nosotros; sortant; envoye; nous; from us; agent",
        Direction.BOTH: "both; two way; mutual; meeting; beide; ambos; los dos; les deux; bidirectional; scheduled",
    }
)
_TOOK_PART: Final = _words(
    {
        TookPart.ATTENDED: "attended; yes; y; true; completed; complete; present; held; done; connected; accepted; "
        "joined; took part; ja; teilgenommen; zugesagt; erledigt; si; asistio; completada; completado; realizada; "
        "oui; present e; realise; 1; x; attended live; here",
        TookPart.DECLINED: "declined; canceled; cancelled; refused; rejected; regrets; abgesagt; abgelehnt; "
        "rechazado; cancelada; cancelado; rechazada; refuse; annule; decline",
        TookPart.ABSENT: "absent; no show; noshow; no; n; false; missed; did not attend; not attended; no answer; "
        "nein; nicht erschienen; gefehlt; abwesend; no asistio; ausente; non; 0; left voicemail; busy",
    }
)
_UNSAID: Final = _words(
    {
        True: "scheduled; rescheduled; tentative; maybe; pending; open; planned; not started; in progress; "
        "no response; invited; needs action; geplant; programada; planifie",
    }
)
"""What says that nothing is settled yet."""
_SURVEYS: Final = _words(
    {
        SurveyKind.NPS: "nps; net promoter score; net promoter; recommend; relationship; relational nps; enps",
        SurveyKind.CSAT: "csat; satisfaction; customer satisfaction; ticket satisfaction; zufriedenheit; satisfaccion",
        SurveyKind.CES: "ces; effort; customer effort; customer effort score; ease; aufwand; esfuerzo",
        SurveyKind.OTHER: "other; sonstiges; otro; autre",
    }
)
_LEVELS: Final = _words(
    {
        Level.EXECUTIVE: "executive; exec; c level; cxo; vp; svp; evp; director; senior director; head; owner; "
        "founder; partner; board; ceo; cfo; coo; cto; cio; president; vice president; geschaftsfuhrung; "
        "geschaftsfuhrer; vorstand; leitung; ejecutivo; direccion; directivo; direction; dirigeant; directeur; "
        "executive sponsor",
        Level.MANAGER: "manager; management; lead; team lead; supervisor; middle management; senior manager; "
        "teamleiter; teamleitung; abteilungsleiter; gerente; jefe; jefe de equipo; responsable; chef d equipe; "
        "encadrement; gestor",
        Level.USER: "user; end user; individual contributor; ic; practitioner; employee; staff; senior; entry; "
        "junior; anwender; nutzer; benutzer; mitarbeiter; usuario; empleado; utilisateur; employe; power user; "
        "admin; contributor",
    }
)
_STAGES: Final = {
    **{plain(word): stage for word, stage in STAGES.items()},
    **_words(
        {
            Stage.LIVE: "live; adopted; adoption; renewal; expansion; mature; aktiv; activo; actif; kunde; cliente; "
            "client; customer direct; customer channel; evangelist; bestandskunde; paying",
            Stage.ONBOARDING: "onboarding; implementing; launch; einfuhrung; implantacion; implementacion; integration",
            Stage.TRIAL: "trial; test; testphase; prueba; essai; prospect; opportunity; lead; "
            "marketingqualifiedlead; salesqualifiedlead; subscriber; marketing qualified lead; sales qualified lead; "
            "interessent",
            Stage.LEAVING: "leaving; at risk of leaving; gekundigt; en baja; en partance",
            Stage.GONE: "gone; inactive; former customer; ehemalig; inaktiv; baja; inactivo; perdu; inactif; "
            "ancien client",
        }
    ),
}
_FLAGS: Final = _words(
    {True: "yes; y; true; 1; x; ja; si; oui; on; champion", False: "no; n; false; 0; nein; non; off"}
)
WORDS: Final[dict[str, Mapping[str, Any]]] = {
    "ticket_kind": _TICKETS,
    "status": _STANDINGS,
    "touch_kind": _TOUCHES,
    "direction": _DIRECTIONS,
    "took_part": _TOOK_PART,
    "survey": _SURVEYS,
    "level": _LEVELS,
    "stage": _STAGES,
    "champion": _FLAGS,
}
_KIND: Final = {"ticket_kind", "touch_kind", "survey", "level", "status"}
"""What may be written freely in its source: a word that is not known says nothing rather than stop the line."""


def word_reader(words_of: str) -> Callable[[str], Any]:
    """Reads one of the few words a field knows. Several in one cell, such as tags: the first that is known."""
    words = WORDS[words_of]
    known: dict[str, Any] = {}

    def read(cell: str) -> Any:
        try:
            return known[cell]
        except KeyError:
            if len(known) > 10_000:
                known.clear()
            value = known[cell] = _word(cell.strip(), words, words_of)
            return value

    return read


def _word(text: str, words: Mapping[str, Any], words_of: str) -> Any:
    if is_nothing(text) or (words_of == "took_part" and plain(text) in _UNSAID):
        return None
    found = find_word(text, words)
    if found is None and words_of not in _KIND:
        some = ", ".join(sorted({str(getattr(value, "value", "yes" if value else "no")) for value in words.values()}))
        raise CellError(f"{quoted(text)} is none of {some}. Write one of them.")
    return found


def find_word(text: str, words: Mapping[str, Any]) -> Any:
    """What a text says: as a whole, then its parts (tags), then the words in it, the longest first."""
    if (whole := words.get(plain(text))) is not None:
        return whole
    parts = [plain(part) for part in text[:500].replace(";", ",").replace("|", ",").replace("/", ",").split(",")]
    for part in parts:
        if part in words:
            return words[part]
    said = [word for part in parts for word in part.split()]
    for long in (3, 2, 1):
        for first in range(len(said) - long + 1):
            if (found := words.get(" ".join(said[first : first + long]))) is not None:
                return found
    return None
