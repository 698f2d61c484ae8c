"""Exports of the systems teams have are understood as they come, each in its own shape."""

from __future__ import annotations

from datetime import date

from reviews.customer import Level
from reviews.facts import Direction, KeyAction, SurveyKind, TicketKind, TookPart, TouchKind
from reviews.imports.model import Choices, ImportKind
from reviews.model import Stage
from tests.imports.files import read_file, utc

ZENDESK = """\ufeffId,Requester,Requester id,Organization,Subject,Status,Priority,Created at,Updated at,Solved at,\
First reply time in minutes,Full resolution time in minutes,Reopens,Ticket type,Tags
10231,Dana Wu,9912,Northwind,"Month-end export fails, again",Closed,High,2026-09-30 22:10:05,2026-10-03 08:00:00,\
2026-10-02 17:30:00,42,2600,1,Incident,export billing
10240,Bo Lee,9913,Northwind,How do I add a seat?,Open,Normal,2026-10-05 09:00:00,2026-10-06 10:00:00,,7,,0,Question,
"""
ZENDESK_EXPLORE = """Ticket ID,Ticket organization name,Ticket subject,Requester name,Ticket status,\
Ticket created - Timestamp,Ticket solved - Timestamp,First reply time (min)
991,Harbor,Import drops rows,Lea Braun,Solved,2026-10-01T09:00:00,2026-10-03T12:00:00,"1,042.5"
"""
HUBSPOT_COMPANIES = """"Record ID - Company","Company name","Company owner","Create Date","Lifecycle Stage",\
"Annual Revenue","Company Domain Name","Time Zone","Last Modified Date"
"8812","Northwind","Nina Roth","2024-02-01 10:11","Customer","5000000000","northwind.example","Europe/Berlin",\
"2026-11-01 08:30"
"8813","Blue Fern","","2026-10-01 09:00","Onboarding","","bluefern.example","America/New_York","2026-11-02 08:30"
"""
HUBSPOT_CONTACTS = """Record ID,First Name,Last Name,Email,Associated Company,Job Title,Seniority,Last Activity Date
51,Dana,Wu,dana@northwind.example,Northwind,COO,VP,2026-11-02 14:05
52,Bo,,bo@northwind.example,Northwind,Accountant,,
"""
HUBSPOT_TICKETS = """Ticket ID,Ticket name,Pipeline,Ticket status,Create date,Close date,Associated Company,Category,\
Time to close
771,Invoice shows the wrong plan,Support Pipeline,Closed,2026-08-03 11:00,2026-08-04 09:30,Blue Fern,BILLING,
772,Wish: dark mode,Support Pipeline,Waiting on us,2026-08-05 11:00,,Blue Fern,FEATURE_REQUEST,
"""
SALESFORCE_CASES = """"Case Number","Account Name","Contact Name","Subject","Status","Case Reason","Date/Time Opened",\
"Date/Time Closed"
"00001042","Kestrel","Ann Ito","Sync is slow","Closed","Performance","12/31/2025 9:05 AM","1/2/2026 4:45 PM"
"00001043","Kestrel","Ann Ito","Copy of our data","New","Data Export","2/14/2026 12:30 PM",""
"""
SALESFORCE_ACCOUNTS = """Account Name,Account Owner,Annual Revenue,Account ID,Contract End Date,Type
Kestrel,Omar Haddad,"$2,000,000.00",0015g00000XyZ,6/30/2027,Customer - Direct
"""
SALESFORCE_TASKS = """Subject,Date,Company / Account,Contact,Assigned,Task Subtype,Status,Comments
Call,3/31/2026,Kestrel,Ann Ito,Omar Haddad,Call,Completed,Spoke about the sync
Email: renewal,4/2/2026,Kestrel,Ann Ito,Omar Haddad,Email,Completed,
"""
INTERCOM = """Conversation ID,Company,Conversation title,Started at,First admin reply at,Closed at,State,Tags,User name
2147001,Harbor,Cannot log in,1790000000,1790000600,1790090000,closed,bug,Lea Braun
2147002,Harbor,Where are the exports?,1790100000,,,open,"question,exports",Lea Braun
"""
STATUSPAGE = """Incident ID,Customer,Incident name,Impact started at,Acknowledged at,Resolved at,Affected components
inc-1,Northwind,Exports delayed,2026-10-31T22:00:00.000Z,2026-10-31T22:12:00.000Z,2026-11-01T01:00:00.000Z,Export
"""
PAGERDUTY = """incident_number,customer,description,service_name,created_on,seconds_to_first_ack,seconds_to_resolve
881,Kestrel,Queue stuck,Import,2026-10-01T03:00:00+02:00,300,5400
"""
JIRA = """Issue key,Summary,Customer,Created,Resolved,Component/s,Issue Type
SUP-12,Import drops rows,Harbor,01/Oct/26 9:00 AM,03/Oct/26 5:15 PM,Import,Bug
"""
ANALYTICS = """account,team,month,paid_seats,active_users,active_users_90d,api_calls,features_used,Invoices,key_actions
Northwind,,2026-09,40,26,31,"12,400",9,310,"Reports: 12/week by 6 people; Exports: 4 by 2"
Northwind,Finance,2026-10,40,11,30,"9,120",7,290,
"""
DELIGHTED = """Person,Email,Company,Score,Comment,Date,Survey type
Dana Wu,dana@northwind.example,Northwind,9,"Fast, and clear",2026-10-12,NPS
Bo Lee,bo@northwind.example,Northwind,2,,2026-10-13,CSAT
"""
SURVEYMONKEY = """Respondent ID,Company,Date Modified,How likely is it that you would recommend us to a friend or \
colleague?,What is the main reason for your score?
118,Harbor,10/31/2026 08:15:00 PM,3,The exports
"""


def test_a_zendesk_export_gives_tickets_with_their_reply_and_solving_times() -> None:
    read = read_file(ZENDESK)
    closed, still_open = read.good
    assert (read.shape.kind, read.shape.source, read.bad) == (ImportKind.TICKETS, "zendesk", [])
    assert (closed.account, closed.source_id, closed.as_of) == ("Northwind", "10231", utc(2026, 10, 3, 8))
    assert closed.values == {
        "subject": "Month-end export fails, again",
        "requester": "Dana Wu",
        "opened_at": utc(2026, 9, 30, 22, 10, 5),
        "first_reply_at": utc(2026, 9, 30, 22, 52, 5),
        "solved_at": utc(2026, 10, 2, 17, 30),
        "reopened": 1,
        "kind": TicketKind.PROBLEM,
        "day_only": False,
    }
    assert still_open.values["solved_at"] is None
    assert still_open.values["kind"] is TicketKind.HOW_TO
    assert still_open.values["first_reply_at"] == utc(2026, 10, 5, 9, 7)


def test_a_zendesk_report_gives_tickets_too() -> None:
    read = read_file(ZENDESK_EXPLORE)
    assert (read.shape.kind, read.shape.source, read.good[0].account) == (ImportKind.TICKETS, "zendesk", "Harbor")
    assert read.good[0].values["first_reply_at"] == utc(2026, 10, 2, 2, 22, 30)
    assert read.good[0].values["solved_at"] == utc(2026, 10, 3, 12)


def test_a_hubspot_list_of_companies_gives_customers_and_not_their_turnover() -> None:
    read = read_file(HUBSPOT_COMPANIES)
    assert (read.shape.kind, read.shape.source) == (ImportKind.ACCOUNTS, "hubspot")
    assert read.good[0].values == {
        "name": "Northwind",
        "owner": "Nina Roth",
        "stage": Stage.LIVE,
        "domain": "northwind.example",
        "time_zone": "Europe/Berlin",
    }
    assert read.good[0].source_id == "8812"
    assert read.good[1].values["owner"] is None
    assert read.good[1].values["stage"] is Stage.ONBOARDING


def test_hubspot_contacts_are_named_by_both_names() -> None:
    read = read_file(HUBSPOT_CONTACTS)
    assert (read.shape.kind, read.shape.source) == (ImportKind.CONTACTS, "hubspot")
    assert read.good[0].values == {
        "name": "Dana Wu",
        "email": "dana@northwind.example",
        "title": "COO",
        "level": Level.EXECUTIVE,
        "heard_on": date(2026, 11, 2),
    }
    assert read.good[1].values["name"] == "Bo"


def test_hubspot_tickets_say_what_they_ask_for() -> None:
    read = read_file(HUBSPOT_TICKETS)
    assert (read.shape.kind, read.shape.source) == (ImportKind.TICKETS, "hubspot")
    assert [line.values["kind"] for line in read.good] == [TicketKind.CONTRACT, TicketKind.REQUEST]
    assert [line.values["solved_at"] for line in read.good] == [utc(2026, 8, 4, 9, 30), None]


def test_salesforce_cases_write_the_month_first() -> None:
    read = read_file(SALESFORCE_CASES)
    assert (read.shape.kind, read.shape.source) == (ImportKind.TICKETS, "salesforce")
    assert read.hows["opened_at"] == "month/day/year, with time"
    assert read.good[0].values["opened_at"] == utc(2025, 12, 31, 9, 5)
    assert read.good[0].values["solved_at"] == utc(2026, 1, 2, 16, 45)
    assert read.good[0].source_id == "00001042"
    assert read.good[1].values["kind"] is TicketKind.DATA
    assert read.good[1].values["opened_at"] == utc(2026, 2, 14, 12, 30)


def test_salesforce_accounts_give_renewal_and_owner() -> None:
    read = read_file(SALESFORCE_ACCOUNTS)
    assert (read.shape.kind, read.shape.source) == (ImportKind.ACCOUNTS, "salesforce")
    assert read.good[0].values == {"name": "Kestrel", "owner": "Omar Haddad", "renewal_on": date(2027, 6, 30)}


def test_what_a_crm_calls_annual_revenue_counts_where_somebody_says_so() -> None:
    said = Choices(columns=(("Annual Revenue", "arr"),))
    assert read_file(SALESFORCE_ACCOUNTS, said).good[0].values["arr"] == 2_000_000


def test_salesforce_tasks_are_talks() -> None:
    read = read_file(SALESFORCE_TASKS)
    assert (read.shape.kind, read.shape.source) == (ImportKind.TOUCHES, "salesforce")
    call, mail = (line.values for line in read.good)
    assert (call["kind"], call["direction"], call["took_part"]) == (TouchKind.CALL, Direction.BOTH, TookPart.ATTENDED)
    assert (mail["kind"], mail["direction"], mail["person"]) == (TouchKind.EMAIL, Direction.OURS, "Ann Ito")
    assert call["day_only"] is True


def test_intercom_conversations_count_seconds() -> None:
    read = read_file(INTERCOM)
    assert (read.shape.kind, read.shape.source) == (ImportKind.TICKETS, "intercom")
    first, second = (line.values for line in read.good)
    assert first["opened_at"] == utc(2026, 9, 21, 14, 13, 20)
    assert first["first_reply_at"] == utc(2026, 9, 21, 14, 23, 20)
    assert (first["kind"], second["kind"]) == (TicketKind.PROBLEM, TicketKind.HOW_TO)
    assert second["solved_at"] is None


def test_a_status_page_gives_incidents() -> None:
    read = read_file(STATUSPAGE)
    assert read.shape.kind is ImportKind.INCIDENTS
    assert read.good[0].values == {
        "what": "Exports delayed",
        "started_at": utc(2026, 10, 31, 22),
        "acknowledged_at": utc(2026, 10, 31, 22, 12),
        "fixed_at": utc(2026, 11, 1, 1),
        "workflow": "Export",
        "day_only": False,
    }


def test_pager_times_in_seconds_become_moments() -> None:
    values = read_file(PAGERDUTY).good[0].values
    assert values["started_at"] == utc(2026, 10, 1, 1)
    assert values["acknowledged_at"] == utc(2026, 10, 1, 1, 5)
    assert values["fixed_at"] == utc(2026, 10, 1, 2, 30)


def test_jira_dates_with_a_months_name_are_read() -> None:
    values = read_file(JIRA, name="tickets.csv").good[0].values
    assert values["opened_at"] == utc(2026, 10, 1, 9)
    assert values["solved_at"] == utc(2026, 10, 3, 17, 15)


def test_product_analytics_by_month_end_on_the_months_last_day() -> None:
    read = read_file(ANALYTICS)
    whole, finance = (line.values for line in read.good)
    assert read.shape.kind is ImportKind.USAGE
    assert (whole["ends_on"], whole["days"], whole["team"]) == (date(2026, 9, 30), 30, "")
    assert (finance["ends_on"], finance["days"], finance["team"]) == (date(2026, 10, 31), 31, "Finance")
    assert (whole["seats"], whole["active_30"], whole["active_90"], whole["calls"]) == (40, 26, 31, 12_400)
    assert (whole["volume"], whole["volume_unit"], whole["features"]) == (310.0, "invoices", 9)
    assert whole["key_actions"] == (KeyAction("Reports", 12.0, 6), KeyAction("Exports", 4.0, 2))
    assert finance["key_actions"] == ()


def test_two_surveys_in_one_file_each_have_their_scale() -> None:
    nps, csat = (line.values for line in read_file(DELIGHTED).good)
    assert (nps["survey"], nps["score"], nps["best"], nps["words"]) == (SurveyKind.NPS, 9.0, 10.0, "Fast, and clear")
    assert (csat["survey"], csat["score"], csat["best"], csat["words"]) == (SurveyKind.CSAT, 2.0, 5.0, None)


def test_the_question_tells_which_survey_it_is() -> None:
    values = read_file(SURVEYMONKEY).good[0].values
    assert (values["survey"], values["best"], values["words"]) == (SurveyKind.NPS, 10.0, "The exports")
    assert values["at"] == utc(2026, 10, 31, 20, 15)
