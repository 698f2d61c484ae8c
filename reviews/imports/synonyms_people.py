"""Names of columns about customers, their people, what they ask, and our talks with them."""

from __future__ import annotations

from typing import Final

ACCOUNTS: Final = {
    "name": "account name; company name; customer name; name; account; company; customer; organization; "
    "organization name; organisation; organisation name; client; client name; kunde; kundenname; firma; firmenname; "
    "unternehmen; nombre; cliente; empresa; cuenta; nombre de la cuenta; nom; societe; entreprise; compte; "
    "nom du compte; nom du client",
    "source_id": "record id; record id company; account id; account id 18; company id; organization id; customer id; "
    "external id; id; kundennummer; kunden nr; numero de cliente; numero client",
    "owner": "owner; account owner; company owner; csm; customer success manager; account manager; "
    "account owner alias; success manager; owner name; owner email; account owner email; kundenbetreuer; betreuer; "
    "verantwortlich; zustandig; inhaber; kontoinhaber; propietario; responsable; gestor; propietario de la cuenta; "
    "proprietaire; charge de compte; responsable du compte; gestionnaire",
    "tier": "tier; account tier; customer tier; segment; customer segment; support tier; service level; plan; "
    "rating; kategorie; stufe; kundensegment; segmento; nivel; categoria; niveau; categorie",
    "arr": "arr; annual recurring revenue; acv; annual contract value; annual revenue; contract value; revenue; "
    "arr converted; annual value; jahresumsatz; jahreswert; umsatz; ingresos anuales; ingresos; valor anual; "
    "revenu annuel; chiffre d affaires; valeur annuelle; ca annuel",
    "mrr": "mrr; monthly recurring revenue; monthly revenue; monthly spend; monatsumsatz; ingresos mensuales; "
    "revenu mensuel",
    "currency": "currency; currency code; account currency; currency iso code; wahrung; moneda; divisa; devise; "
    "monnaie",
    "renewal_on": "renewal; renewal date; renews on; next renewal date; contract end date; contract end; "
    "contract ends; subscription end date; end date; vertragsende; verlangerung; verlangerungsdatum; laufzeitende; "
    "renovacion; fecha de renovacion; fin de contrato; fin del contrato; renouvellement; date de renouvellement; "
    "fin de contrat; echeance; renewal on",
    "seats": "seats; paid seats; licenses; licences; number of seats; license count; seat count; user seats; plazas; "
    "platze; lizenzen; anzahl lizenzen; licencias; asientos; sieges; postes; nombre de licences",
    "stage": "stage; lifecycle stage; customer stage; customer status; account status; status; phase; kundenstatus; "
    "etapa; estado; etape; statut",
    "time_zone": "time zone; timezone; zeitzone; zona horaria; huso horario; fuseau horaire",
    "domain": "domain; company domain name; domain name; domain names; website; web site; website url; email domain; "
    "domains; webseite; sitio web; dominio; site web; domaine",
}
CONTACTS: Final = {
    "source_id": "contact id; record id; record id contact; contact id 18; external id; id",
    "name": "full name; contact name; contact; name; person; contact full name; ansprechpartner; kontakt; "
    "kontaktperson; nombre completo; contacto; nombre del contacto; nombre y apellidos; nom complet; interlocuteur; "
    "nom du contact; nom prenom",
    "first_name": "first name; firstname; given name; vorname; prenom; nombre de pila; primer nombre",
    "last_name": "last name; lastname; surname; family name; nachname; familienname; apellido; apellidos; "
    "nom de famille",
    "title": "job title; title; position; role; contact role; funktion; berufsbezeichnung; stellenbezeichnung; "
    "cargo; puesto; poste; fonction; titre",
    "level": "level; seniority; seniority level; hierarchy level; persona; ebene; nivel jerarquico; "
    "niveau hierarchique",
    "champion": "champion; is champion; is a champion; fursprecher; promotor interno; ambassadeur",
    "email": "email; email address; e mail; mail; e mail adresse; e mail address; work email; correo; "
    "correo electronico; courriel; adresse e mail; adresse email; primary email",
    "heard_on": "last contacted; last activity; last activity date; last heard; heard on; last touch; last contact; "
    "last engagement date; last seen; letzter kontakt; letzte aktivitat; ultimo contacto; ultima actividad; "
    "dernier contact; derniere activite; last contacted on",
    "left_on": "left on; left; departure date; left company; ausgeschieden am; austritt; fecha de salida; "
    "date de depart",
}
TICKETS: Final = {
    "source_id": "ticket id; record id ticket; case number; case id; conversation id; ticket number; ticket; "
    "ticket no; ticket nr; issue key; key; record id; request id; ticketnummer; fallnummer; id del ticket; "
    "numero de ticket; numero de caso; id du ticket; numero du ticket; external id; id",
    "subject": "subject; ticket subject; ticket name; case subject; title; summary; conversation title; topic; "
    "betreff; titel; thema; asunto; titulo; objet; sujet; titre; description; beschreibung; first message; name",
    "opened_at": "created at; ticket created timestamp; ticket created date; date time opened; create date; created; "
    "opened; opened at; opened date; date opened; created date; created on; date created; started at; "
    "conversation created at; conversation started at; requested; requested at; ticket created date time; "
    "ticket created; received at; submitted at; reported at; date; erstellt; erstellt am; eroffnet am; eroffnet; "
    "angelegt am; datum; eingang; eingegangen am; creado; creado el; fecha de creacion; fecha de apertura; "
    "abierto el; fecha; cree le; date de creation; date d ouverture; ouvert le",
    "kind": "ticket type; case type; type; category; ticket category; issue type; request type; case reason; reason; "
    "conversation topic; tags; ticket tags; conversation tags; labels; art; typ; kategorie; anfrageart; tipo; "
    "categoria; etiquetas; categorie; etiquettes; schlagworte",
    "workflow": "workflow; feature; component; components; product area; area; module; process; product; "
    "arbeitsablauf; bereich; modul; prozess; proceso; modulo; flujo; flux; processus; fonctionnalite",
    "status": "ticket status; case status; status; state; ticket state; conversation state; pipeline stage; zustand; "
    "estado; statut; etat",
    "first_reply_at": "first replied at; first response at; first reply at; first response date; first response; "
    "first agent reply date; first admin reply at; initially assigned at replied; first public reply at; "
    "erste antwort am; erstantwort; primera respuesta; premiere reponse; first response date time; "
    "first closed response at",
    "first_reply_after": "first reply time; first response time; time to first reply; time to first response; "
    "first reply time in minutes; first reply time in hours; first resolution reply time; time to first agent reply; "
    "first reply time in minutes within business hours calendar; first response time in minutes; "
    "first response time in hours; first response time in seconds; zeit bis zur ersten antwort; erstantwortzeit; "
    "tiempo de primera respuesta; delai de premiere reponse; time to first response s; seconds to first response",
    "solved_at": "solved at; ticket solved timestamp; solved; date time closed; close date; closed at; resolved at; "
    "resolved; closed; closed date; date closed; resolution date; ticket solved date time; solved date; "
    "last closed at; conversation closed at; completed at; resolutiondate; gelost am; gelost; geschlossen am; "
    "geschlossen; erledigt am; resuelto; resuelto el; fecha de resolucion; fecha de cierre; cerrado el; resolu le; "
    "date de resolution; date de fermeture; ferme le; date de cloture; cloture le",
    "solved_after": "full resolution time; resolution time; time to close; full resolution time in minutes; "
    "time to resolution; full resolution time in hours; resolution time in minutes; resolution time in hours; "
    "losungszeit; tiempo de resolucion; delai de resolution; time to resolve",
    "reopened": "reopens; reopened; reopen count; number of reopens; times reopened; count of reopens; "
    "ticket reopens; wiedereroffnungen; wiedereroffnet; reaperturas; reabierto; reouvertures; rouvert",
    "requester": "requester; requester name; contact name; contact; customer contact; reporter; requested by; "
    "associated contact; associated contacts; user name; contact person; created by; submitter; from; user; person; "
    "author; anfrager; melder; anfragesteller; absender; ansprechpartner; solicitante; contacto; demandeur; "
    "interlocuteur; requester email; contact email; user email",
}
TOUCHES: Final = {
    "source_id": "activity id; engagement id; meeting id; call id; event id; task id; record id; external id; id",
    "at": "activity date; date; date time; meeting date; call date; meeting start time; start time; start date time; "
    "start; started at; activity time; engagement date; time; when; occurred at; due date; create date; created at; "
    "sent at; timestamp; datum; termin; beginn; gesprachsdatum; zeitpunkt; fecha; fecha y hora; inicio; "
    "fecha de la reunion; date et heure; debut; date de reunion; activity start date",
    "person": "person; attendees; participants; contact; contact name; contacts; with; attendee; participant; name; "
    "associated contact; associated contacts; invitee; invitees; guest; guests; external attendees; who; teilnehmer; "
    "ansprechpartner; kontakt; mit; asistentes; participantes; contacto; persona; participants externes; "
    "interlocuteur; personne; invites; contact email; email",
    "kind": "activity type; engagement type; meeting type; type; task subtype; channel; touch type; event type; "
    "kind; medium; how; art; typ; kanal; aktivitat; tipo; tipo de actividad; canal; type d activite; activity",
    "direction": "direction; call direction; inbound outbound; call type; initiated by; richtung; direccion; "
    "sentido; sens",
    "level": "level; seniority; contact level; contact seniority; ebene; nivel; niveau",
    "ours": "our person; assigned to; assigned; activity assigned to; owner; host; organizer; organiser; created by; "
    "csm; activity owner; our side; by; us; rep; zustandig; von uns; gastgeber; organisator; asignado a; "
    "propietario; organizador; organisateur; responsable; attribue a",
    "took_part": "outcome; meeting outcome; call outcome; attendance; attended; took part; response; rsvp; "
    "response status; invitee status; participation; status; call result; teilnahme; teilgenommen; ergebnis; zusage; "
    "asistencia; asistio; resultado; presence; a participe; resultat; reponse",
    "about": "subject; about; notes; meeting name; meeting title; summary; title; topic; comments; description; "
    "body; call notes; note; agenda; betreff; thema; notizen; notiz; bemerkung; gesprachsnotiz; asunto; notas; tema; "
    "objet; sujet; commentaire; remarques",
}
