"""Lines as people type them for gaps and actions on Tue 24 Nov 2026, with what each field should hold."""

GAPS: list[tuple[str, dict[str, object]]] = [
    (
        "Month-end export fails twice a week, affects finance, blocks, @nina, update fri #exports",
        {
            "what": "Month-end export fails twice a week",
            "affects": "finance",
            "frequency": "twice a week",
            "severity": "blocks",
            "owner": ["nina"],
            "update": "2026-11-27",
            "reason": "exports",
        },
    ),
    (
        "Month-end export fails twice a week affects finance blocks @nina update fri #exports",
        {
            "what": "Month-end export fails twice a week",
            "affects": "finance",
            "frequency": "twice a week",
            "severity": "blocks",
            "owner": ["nina"],
            "update": "2026-11-27",
            "reason": "exports",
        },
    ),
    (
        "Month-end export fails\naffects finance\nblocks\n@nina\nupdate fri\n#exports",
        {
            "what": "Month-end export fails",
            "affects": "finance",
            "severity": "blocks",
            "owner": ["nina"],
            "update": "2026-11-27",
            "reason": "exports",
        },
    ),
    (
        "@nina Month-end export fails; happens every month-end; blocks finance; update by fri; #export",
        {
            "what": "Month-end export fails",
            "affects": "finance",
            "frequency": "every month-end",
            "severity": "blocks",
            "owner": ["nina"],
            "update": "2026-11-27",
            "reason": "exports",
        },
    ),
    (
        "#exports blocks: month-end export fails; owner @nina; next update 3 dec; affects finance",
        {
            "what": "Month-end export fails",
            "affects": "finance",
            "severity": "blocks",
            "owner": ["nina"],
            "update": "2026-12-03",
            "reason": "exports",
        },
    ),
    (
        "Dashboard is slow for @dana - slows - owner <@U123> - update tomorrow - #performance",
        {
            "what": "Dashboard is slow for @dana",
            "severity": "slows",
            "owner": ["U123"],
            "update": "2026-11-25",
            "reason": "performance",
        },
    ),
    (
        "SSO login fails every Monday, affects finance, HR and support, blocking, <@U123|nina>, fri",
        {
            "what": "SSO login fails every Monday",
            "affects": "finance, HR and support",
            "frequency": "every Monday",
            "severity": "blocks",
            "owner": ["U123"],
            "update": "2026-11-27",
        },
    ),
    (
        "Reports show wrong totals, workaround, they rebuild by hand in Excel, @nina, update 2026-12-01, #Northwind",
        {
            "what": "Reports show wrong totals, they rebuild by hand in Excel",
            "severity": "workaround",
            "owner": ["nina"],
            "update": "2026-12-01",
            "tags": ["Northwind"],
        },
    ),
    (
        "Screen freezes sometimes; for the support desk; workaround exists; @here; update tomorrow",
        {
            "what": "Screen freezes sometimes",
            "affects": "the support desk",
            "frequency": "sometimes",
            "severity": "workaround",
            "owner": ["here"],
            "update": "2026-11-25",
        },
    ),
    (
        "Export failed on 3 Nov, update fri, @nina",
        {"what": "Export failed on 3 Nov", "owner": ["nina"], "update": "2026-11-27"},
    ),
    (
        "@dana says the export fails daily, affects her team, @omar by fri",
        {
            "what": "@dana says the export fails daily",
            "affects": "her team",
            "frequency": "daily",
            "owner": ["omar"],
            "update": "2026-11-27",
        },
    ),
    (
        "Text blocks are missing in the email template, @nina, fri",
        {"what": "Text blocks are missing in the email template", "owner": ["nina"], "update": "2026-11-27"},
    ),
    ("No way to export the audit log", {"what": "No way to export the audit log"}),
    (
        "Users can't log in @nina fri #sso",
        {"what": "Users can't log in", "owner": ["nina"], "update": "2026-11-27", "reason": "permissions"},
    ),
    (
        "Import of contacts slows down the whole team, owner: Nina, update in 3 business days",
        {
            "what": "Import of contacts slows down the whole team",
            "severity": "slows",
            "owner": ["Nina"],
            "update": "2026-11-27",
        },
    ),
    (
        "Missing SSO blocks rollout, affects all users, owner the team, update eow",
        {
            "what": "Missing SSO blocks rollout",
            "affects": "all users",
            "severity": "blocks",
            "owner": ["the team"],
            "update": "2026-11-27",
        },
    ),
    (
        "Export fails <#C12|exports> @nina @omar fri",
        {"what": "Export fails", "owner": ["nina", "omar"], "update": "2026-11-27", "reason": "exports"},
    ),
    (
        "Export fails <#C12|acct-northwind>, @nina, fri",
        {"what": "Export fails", "owner": ["nina"], "update": "2026-11-27", "tags": ["acct-northwind"]},
    ),
    (
        "<@U1> and <@U2> export is broken &amp; slow &lt;b&gt; by fri",
        {"what": "Export is broken & slow <b>", "owner": ["U1", "U2"], "update": "2026-11-27"},
    ),
    ("Export fails since Friday, @nina", {"what": "Export fails since Friday", "owner": ["nina"]}),
    (
        "not blocking, just an annoying popup, @nina, update fri",
        {"what": "Not blocking, just an annoying popup", "owner": ["nina"], "update": "2026-11-27"},
    ),
    (
        "Export hangs, no workaround, @nina",
        {"what": "Export hangs, no workaround", "owner": ["nina"]},
    ),
    (
        "blocks finance - export fails - @nina - eow",
        {"what": "Export fails", "affects": "finance", "severity": "blocks", "owner": ["nina"], "update": "2026-11-27"},
    ),
    (
        "Reporting page takes 40 s, slows, me",
        {"what": "Reporting page takes 40 s", "severity": "slows", "owner": ["me"]},
    ),
    (
        "Dashboard broken by fri (@nina) <#C1|reporting>",
        {"what": "Dashboard broken", "owner": ["nina"], "update": "2026-11-27", "reason": "reporting"},
    ),
    ("affects finance, @nina", {"affects": "finance", "owner": ["nina"]}),
    (
        "Weekly report is empty, owner me, reason: bug",
        {"what": "Weekly report is empty", "owner": ["me"], "reason": "defect"},
    ),
    (
        "Ticket #4711: invoices lack the VAT number, impacts accounting, #billing #exprots",
        {
            "what": "Ticket #4711: invoices lack the VAT number",
            "affects": "accounting",
            "reason": "billing",
            "tags": ["exprots"],
        },
    ),
    (
        "The month-end close hits the finance team, 3x per month, slows them down, @nina, update: 2 dec",
        {
            "what": "The month-end close hits the finance team",
            "affects": "the finance team",
            "frequency": "3x per month",
            "severity": "slows",
            "owner": ["nina"],
            "update": "2026-12-02",
        },
    ),
    ("export fails, @nina, update soon", {"what": "Export fails", "owner": ["nina"], "update": "unknown"}),
    ("", {}),
]

ACTIONS: list[tuple[str, dict[str, object]]] = [
    (
        "@nina sends the revised onboarding checklist by May 14",
        {"what": "Sends the revised onboarding checklist", "owner": ["nina"], "due": "2027-05-14"},
    ),
    (
        "send the deck to @dana by fri, owner @nina",
        {"what": "Send the deck to @dana", "owner": ["nina"], "due": "2026-11-27"},
    ),
    (
        "@nina to send the deck to <@U9> by fri",
        {"what": "Send the deck to <@U9>", "owner": ["nina"], "due": "2026-11-27"},
    ),
    (
        "@nina and @omar send the deck by fri",
        {"what": "Send the deck", "owner": ["nina", "omar"], "due": "2026-11-27"},
    ),
    (
        "<@U1>, <@U2>: send the deck fri",
        {"what": "Send the deck", "owner": ["U1", "U2"], "due": "2026-11-27"},
    ),
    ("I'll send the deck by fri", {"what": "Send the deck", "owner": ["me"], "due": "2026-11-27"}),
    ("I need to send the deck by fri", {"what": "Send the deck", "owner": ["me"], "due": "2026-11-27"}),
    ("Nina sends the deck by fri", {"what": "Sends the deck", "owner": ["Nina"], "due": "2026-11-27"}),
    ("Nina to send the deck by fri", {"what": "Send the deck", "owner": ["Nina"], "due": "2026-11-27"}),
    (
        "Nina Berg will send the deck by fri",
        {"what": "Send the deck", "owner": ["Nina Berg"], "due": "2026-11-27"},
    ),
    (
        "Upgrade to version 5 by fri, @omar",
        {"what": "Upgrade to version 5", "owner": ["omar"], "due": "2026-11-27"},
    ),
    (
        "by fri @nina sends the deck to Dana",
        {"what": "Sends the deck to Dana", "owner": ["nina"], "due": "2026-11-27"},
    ),
    (
        "send by 4 Dec the revised checklist @nina",
        {"what": "Send the revised checklist", "owner": ["nina"], "due": "2026-12-04"},
    ),
    (
        "@nina: fix CSV export, closes G-12, by fri, check on 3 June",
        {
            "what": "Fix CSV export",
            "owner": ["nina"],
            "due": "2026-11-27",
            "closes": "G-12",
            "check_on": "2027-06-03",
        },
    ),
    (
        "@nina will turn on nightly export for finance tomorrow for G-12 and re-check in 30 days",
        {
            "what": "Turn on nightly export for finance",
            "owner": ["nina"],
            "due": "2026-11-25",
            "closes": "G-12",
            "check_on": "2026-12-24",
        },
    ),
    (
        "@omar fixes G-12 by fri",
        {"what": "Fixes G-12", "owner": ["omar"], "due": "2026-11-27", "closes": "G-12"},
    ),
    (
        "@omar ships the patch, closes gap 7, by fri",
        {"what": "Ships the patch", "owner": ["omar"], "due": "2026-11-27", "closes": "G-7"},
    ),
    (
        "@omar ships the patch by fri (G-7)",
        {"what": "Ships the patch", "owner": ["omar"], "due": "2026-11-27", "closes": "G-7"},
    ),
    (
        "Book session with IT, customer: Dana, @nina, 3 dec",
        {"what": "Book session with IT", "owner": ["nina"], "due": "2026-12-03", "counterpart": "Dana"},
    ),
    (
        "Book session with IT by fri, counterpart <@U9>, owner: @nina",
        {"what": "Book session with IT", "owner": ["nina"], "due": "2026-11-27", "counterpart": "<@U9>"},
    ),
    (
        "Ask @dana to send the seat list by fri, assigned to @nina",
        {"what": "Ask @dana to send the seat list", "owner": ["nina"], "due": "2026-11-27"},
    ),
    ("ask @dana for the seat list by fri", {"what": "Ask @dana for the seat list", "due": "2026-11-27"}),
    (
        "@dana asked for the deck, @nina sends it by fri",
        {"what": "@dana asked for the deck, sends it", "owner": ["nina"], "due": "2026-11-27"},
    ),
    (
        "@nina please send the Q4 report to Dana by eow.",
        {"what": "Send the Q4 report to Dana", "owner": ["nina"], "due": "2026-11-27"},
    ),
    (
        "can you send the deck @nina by fri?",
        {"what": "Send the deck", "owner": ["nina"], "due": "2026-11-27"},
    ),
    (
        "The team sends the deck by fri",
        {"what": "Sends the deck", "owner": ["The team"], "due": "2026-11-27"},
    ),
    ("We need to send the deck by fri", {"what": "Send the deck", "owner": ["We"], "due": "2026-11-27"}),
    (
        "<!subteam^S1|@support> sends the deck by fri",
        {"what": "Sends the deck", "owner": ["S1"], "due": "2026-11-27"},
    ),
    (
        "@nina's team to send the deck by fri",
        {"what": "Send the deck", "owner": ["nina's team"], "due": "2026-11-27"},
    ),
    (
        "send @nina's checklist to Dana by fri",
        {"what": "Send @nina's checklist to Dana", "due": "2026-11-27"},
    ),
    (
        "@nina sends Dana an update fri",
        {"what": "Sends Dana an update", "owner": ["nina"], "due": "2026-11-27"},
    ),
    ("Update the runbook by fri, owner @nina", {"what": "Update the runbook", "owner": ["nina"], "due": "2026-11-27"}),
    ("• @nina sends the deck by fri", {"what": "Sends the deck", "owner": ["nina"], "due": "2026-11-27"}),
    ("1. @nina sends the deck by fri", {"what": "Sends the deck", "owner": ["nina"], "due": "2026-11-27"}),
    ('"@nina sends the deck by fri"', {"what": "Sends the deck", "owner": ["nina"], "due": "2026-11-27"}),
    ("@nina → send deck → fri", {"what": "Send deck", "owner": ["nina"], "due": "2026-11-27"}),
    ("Someone to send the deck by fri", {"what": "Send the deck", "owner": ["Someone"], "due": "2026-11-27"}),
    (
        "@nina sends v2.5 to 10/12 users by fri",
        {"what": "Sends v2.5 to 10/12 users", "owner": ["nina"], "due": "2026-11-27"},
    ),
    (
        "@nina shares the G-12 summary by fri",
        {"what": "Shares the G-12 summary", "owner": ["nina"], "due": "2026-11-27"},
    ),
    ("send the deck", {"what": "Send the deck"}),
    ("@nina", {"owner": ["nina"]}),
    ("by fri", {"due": "2026-11-27"}),
    (
        "Prepare by Thu and send by Fri @nina",
        {"what": "Prepare by Thu and send by Fri", "owner": ["nina"], "due": "ambiguous"},
    ),
    ("@nina sends the deck asap", {"what": "Sends the deck", "owner": ["nina"], "due": "unknown"}),
    ("@nina sends the deck by 5/6/2027", {"what": "Sends the deck", "owner": ["nina"], "due": "2027-06-05"}),
    ("@nina sends the deck by 3 Nov", {"what": "Sends the deck", "owner": ["nina"], "due": "past"}),
    ("(@nina) send the deck (by fri)", {"what": "Send the deck", "owner": ["nina"], "due": "2026-11-27"}),
    (
        "Owner: @nina; Due: fri; Action: send the deck",
        {"what": "Send the deck", "owner": ["nina"], "due": "2026-11-27"},
    ),
    ("send deck, @nina, @omar, fri", {"what": "Send deck", "owner": ["nina", "omar"], "due": "2026-11-27"}),
    (
        "@nina sends the deck by fri, cc @omar",
        {"what": "Sends the deck, cc @omar", "owner": ["nina"], "due": "2026-11-27"},
    ),
    (
        "fri - @nina - send the March report for Dana",
        {"what": "Send the March report for Dana", "owner": ["nina"], "due": "2026-11-27"},
    ),
    ("", {}),
]
