"""Names of columns about incidents, use, surveys and contracts."""

from __future__ import annotations

from typing import Final

INCIDENTS: Final = {
    "source_id": "incident id; incident number; incident key; incident; incident no; issue key; key; number; "
    "external id; id; vorfallnummer; storungsnummer; id del incidente; id de l incident",
    "what": "what; incident title; incident name; what happened; what failed; title; summary; name; "
    "incident summary; subject; description; headline; vorfall; storung; was; was ist passiert; titel; beschreibung; "
    "incidente; que paso; que fallo; titulo; descripcion; resumen; panne; titre; ce qui s est passe; resume; impact",
    "started_at": "started at; incident start; start time; started; start; begin; began at; impact start; "
    "impact started at; incident started at; detected at; triggered at; created at; created on; created; "
    "created date; date; start date; opened at; occurred at; reported at; downtime start; beginn; begonnen am; "
    "beginn der storung; datum; erstellt am; inicio; fecha de inicio; fecha; debut; date de debut; commence le; "
    "impact start time",
    "acknowledged_at": "acknowledged at; acknowledged; ack at; ack time; acknowledged on; first acknowledged at; "
    "acked at; identified at; investigating at; bestatigt am; angenommen am; reconocido; reconocido el; "
    "pris en charge; pris en charge le; accuse le; confirmado el",
    "acknowledged_after": "time to acknowledge; time to ack; tta; minutes to acknowledge; seconds to first ack; "
    "mean seconds to first ack; seconds to acknowledge; time to first ack; reaktionszeit; tiempo de reconocimiento; "
    "delai de prise en charge; minutes to ack",
    "fixed_at": "fixed at; resolved at; resolved; fixed; end time; resolved on; ended at; end; recovered at; "
    "impact end; incident end; restored at; closed at; resolution date; end date; mitigated at; downtime end; "
    "impact end time; behoben am; behoben; ende; gelost am; resuelto; resuelto el; corregido el; fin; fecha de fin; "
    "fecha de resolucion; resolu le; corrige le; date de fin; retabli le; solved at",
    "fixed_after": "time to fix; time to resolve; ttr; minutes to fix; seconds to resolve; mean seconds to resolve; "
    "duration; minutes to resolve; time to resolution; downtime; downtime minutes; dauer; ausfallzeit; duracion; "
    "tiempo de resolucion; duree; delai de resolution",
    "workflow": "workflow; affected component; affected components; component; components; service; service name; "
    "affected service; affected services; impacted service; impacted services; affected feature; feature; "
    "affected workflow; product area; arbeitsablauf; betroffener dienst; dienst; komponente; bereich; servicio; "
    "servicio afectado; componente; proceso; composant; composants; processus; service touche",
    "felt_by": "felt by; affected users; impacted users; affected; who; affected people; affected team; impact on; "
    "who was affected; users affected; betroffen; betroffene; afectados; usuarios afectados; personnes touchees; "
    "utilisateurs touches; concernes",
}
USAGE: Final = {
    "source_id": "snapshot id; external id; id",
    "ends_on": "period end; ends on; end date; period ending; week ending; month ending; month; week; period; date; "
    "day; as of; as of date; snapshot date; report date; reporting month; quarter; week of; week starting; "
    "month starting; week start; month start; time period; monat; woche; quartal; zeitraum; datum; stichtag; bis; "
    "zeitraum ende; mes; semana; trimestre; periodo; fecha; fin del periodo; mois; semaine; periode; date de fin; "
    "fin de periode",
    "begins_on": "period start; begins on; start date; period begin; from; von; zeitraum beginn; inicio del periodo; "
    "debut de periode; date de debut",
    "days": "days; period days; period length; length; length in days; number of days; tage; dias; jours; "
    "granularity; interval",
    "team": "team; team name; role; department; user group; group; user role; business unit; persona; abteilung; "
    "rolle; gruppe; equipo; rol; departamento; grupo; equipe; service; departement; groupe",
    "seats": "seats; paid seats; licensed users; licenses; licences; purchased seats; seat count; total seats; "
    "provisioned seats; lizenzen; platze; licencias; asientos; licences payees; sieges; postes",
    "active_30": "active 30; active users 30; active users 30 days; active users 30d; active in 30 days; mau; "
    "monthly active users; active users; 30 day active users; users active last 30 days; active users last 30 days; "
    "active last 30 days; unique users; active visitors; visitors; unique visitors; number of visitors; "
    "aktive nutzer; aktive benutzer; aktive nutzer 30 tage; aktive anwender; usuarios activos; "
    "usuarios activos 30 dias; usuarios activos mensuales; utilisateurs actifs; utilisateurs actifs 30 jours; "
    "utilisateurs actifs mensuels; distinct users; active seats",
    "active_90": "active 90; active users 90; active users 90 days; active users 90d; active in 90 days; "
    "90 day active users; users active last 90 days; active users last 90 days; active last 90 days; "
    "quarterly active users; aktive nutzer 90 tage; usuarios activos 90 dias; utilisateurs actifs 90 jours",
    "calls": "api calls; calls; api requests; requests; events; event count; total events; aufrufe; api aufrufe; "
    "llamadas; llamadas api; appels; appels api; requetes",
    "features": "features; features used; distinct features; number of features; feature count; funktionen; "
    "genutzte funktionen; funciones; funciones usadas; fonctionnalites; fonctionnalites utilisees",
    "volume": "volume; usage volume; records processed; items processed; transactions; invoices; documents; menge; "
    "volumen; belege; rechnungen; facturas; factures",
    "volume_unit": "volume unit; unit; unit of volume; einheit; unidad; unite",
    "key_actions": "key actions; top actions; weekly actions; main actions; key tasks; wichtigste aktionen; "
    "acciones clave; actions cles",
}
SURVEYS: Final = {
    "source_id": "response id; survey response id; respondent id; answer id; external id; record id; id",
    "at": "responded at; response date; survey date; submitted at; answered at; date responded; date modified; "
    "submission date; end date; completed at; created at; date created; response time; date; timestamp; "
    "beantwortet am; antwortdatum; datum; respondido el; fecha de respuesta; fecha; repondu le; date de reponse; "
    "created date; create date; survey created at",
    "survey": "survey; survey type; survey kind; question type; metric; survey name; umfrage; umfragetyp; encuesta; "
    "tipo de encuesta; enquete; type d enquete; sondage; type; kind",
    "score": "score; nps score; nps; csat; csat score; ces; ces score; rating; survey score; "
    "how likely are you to recommend us; how likely are you to recommend us to a friend or colleague; "
    "how likely is it that you would recommend us to a friend or colleague; "
    "how likely is it that you would recommend this company to a friend or colleague; customer effort score; "
    "satisfaction score; satisfaction; satisfaction rating; bewertung; punktzahl; punkte; note; puntuacion; "
    "calificacion; valoracion; score nps; answer score",
    "best": "scale; best; max score; maximum; out of; scale max; skala; hochstwert; escala; maximo; echelle; bareme",
    "person": "person; respondent; respondent name; name; contact; contact name; customer contact; user; full name; "
    "befragte; persona; teilnehmer; ansprechpartner; encuestado; contacto; nombre; repondant; interlocuteur; nom; "
    "respondent email; email; email address; e mail; contact email; customer email",
    "level": "level; seniority; role level; ebene; nivel; niveau",
    "words": "comment; comments; feedback; verbatim; reason; answer; free text; open ended response; "
    "what is the main reason for your score; additional feedback; response; words; remarks; kommentar; anmerkung; "
    "begrundung; freitext; comentario; comentarios; motivo; commentaire; commentaires; remarque; raison",
}
CONTRACTS: Final = {
    "source_id": "contract number; contract id; subscription id; contract; agreement number; order number; "
    "opportunity id; vertragsnummer; numero de contrato; numero de contrat; external id; record id; id",
    "starts_on": "contract start date; start date; contract start; starts on; subscription start date; "
    "effective date; term start; signed on; begin date; vertragsbeginn; laufzeitbeginn; beginn; inicio de contrato; "
    "inicio del contrato; fecha de inicio; debut de contrat; debut du contrat; date de debut; date de signature",
    "renews_on": "contract end date; renewal date; renews on; contract end; contract ends; end date; "
    "subscription end date; term end; expiry date; expiration date; expires on; next renewal date; renewal; "
    "vertragsende; laufzeitende; verlangerung; verlangerungsdatum; ablaufdatum; fin de contrato; fin del contrato; "
    "fecha de renovacion; fecha de fin; vencimiento; fin de contrat; fin du contrat; date de renouvellement; "
    "renouvellement; echeance; date de fin",
    "value": "contract value; annual contract value; acv; value; arr; annual value; annual recurring revenue; "
    "amount; contract amount; yearly value; price per year; vertragswert; jahreswert; wert; betrag; valor; "
    "valor anual; valor del contrato; importe; valeur; valeur du contrat; valeur annuelle; montant; montant annuel",
    "currency": "currency; currency code; contract currency; currency iso code; wahrung; moneda; divisa; devise; "
    "monnaie",
    "seats": "seats; paid seats; contracted seats; licenses; licences; quantity; number of seats; lizenzen; "
    "anzahl lizenzen; platze; menge; licencias; asientos; cantidad; sieges; postes; quantite; nombre de licences",
}
