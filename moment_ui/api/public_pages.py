"""What pages for people without a log-in share: their looks, their headers, their forms, and how often they are asked for.

Nothing of them is cached, indexed, or told to other sites by the referrer: the policy is `same-origin`,
because with `no-referrer` browsers hide the origin of our own form, which the gate asks for.
"""

from html import escape
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moment_ui.api.attempts import Attempts
from moment_ui.api.clients import client_address
from moment_ui.core.words import _

MAX_FORM = 16 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
}

STYLE = """
@font-face{font-family:"Inter Variable";font-weight:100 900;font-display:swap;src:url("/fonts/inter-latin.woff2") format("woff2")}
:root{color-scheme:light dark;--ink:#21201c;--quiet:#63635e;--line:#dad9d6;--strong:#21201c;--sheet:#fff;--desk:#f1f0ef;--accent:#3358d4;--good:#16633f;--goodbg:#e6f6eb;--bad:#b3242b;--badbg:#feebec;--warn:#6b4a00;--warnbg:#fff7c2}
@media(prefers-color-scheme:dark){:root{--ink:#eeeeec;--quiet:#b5b3ad;--line:#3b3a37;--strong:#eeeeec;--sheet:#191918;--desk:#111110;--accent:#9eb1ff;--good:#8ee0b0;--goodbg:#132d21;--bad:#ff9592;--badbg:#3b1219;--warn:#ffe08a;--warnbg:#302008}}
*{box-sizing:border-box}
body{margin:0;background:var(--desk);color:var(--ink);font:15px/1.5 "Inter Variable",Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:820px;margin:0 auto;padding:32px 16px 64px}
.paper,.say,.answer{background:var(--sheet);border:1px solid var(--line);border-radius:6px;padding:40px;margin-bottom:16px}
.top{display:flex;justify-content:space-between;gap:16px;align-items:baseline;border-bottom:2px solid var(--strong);padding-bottom:10px}
.top strong{font-size:18px}
h1{font-size:28px;line-height:1.2;margin:36px 0 8px;overflow-wrap:anywhere}
h2{font-size:17px;margin:0 0 8px}
.quiet,dt,th{color:var(--quiet)}
.two{display:flex;flex-wrap:wrap;justify-content:space-between;gap:24px;margin-top:28px}
dl{display:grid;grid-template-columns:auto auto;gap:2px 20px;margin:0}
dd{margin:0}
.pre{white-space:pre-line}
section.part{margin-top:32px}
section.part>header{display:flex;justify-content:space-between;gap:16px;border-bottom:1px solid var(--strong);padding-bottom:6px}
section.part h2{margin:0}
section.part b{white-space:nowrap}
table{width:100%;border-collapse:collapse;font-size:14px}
th{font-weight:400;text-align:left;font-size:13px}
th,td{padding:8px 0 8px 16px;border-bottom:1px solid var(--line);vertical-align:top}
:is(th,td):first-child{padding-left:0;overflow-wrap:anywhere}
:is(th,td):not(:first-child){text-align:right;white-space:nowrap}
.sums{margin:32px 0 0 auto;max-width:380px;grid-template-columns:1fr auto;column-gap:0}
.sums dt{color:inherit}
.sums dd{text-align:right}
.sums .last{font-weight:600;font-size:18px;border-top:2px solid var(--strong);padding-top:8px;margin-top:6px}
.say h2{font-size:20px}
.good{background:var(--goodbg);color:var(--good)}
.bad{background:var(--badbg);color:var(--bad)}
.warn{background:var(--warnbg);color:var(--warn)}
label{display:block;font-weight:500;margin:12px 0 4px}
input,textarea{width:100%;font:inherit;color:inherit;background:var(--sheet);border:1px solid #8d8d86;border-radius:4px;padding:10px 12px}
button,.button{font:inherit;font-weight:600;display:inline-block;border:1px solid #8d8d86;border-radius:4px;background:none;color:inherit;padding:10px 18px;margin-top:12px;cursor:pointer;text-decoration:none}
.solid{background:#3358d4;border-color:#3358d4;color:#fff}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
details{margin-top:20px;border-top:1px solid var(--line);padding-top:16px}
summary{cursor:pointer;font-weight:500}
.error{color:var(--bad);font-weight:500}
.jump{display:none}
@media(max-width:600px){main{padding:0 0 32px}.paper,.say,.answer{padding:24px 16px;border-radius:0;border-inline:0}
.jump{display:inline-block}table,tbody{display:block}thead{position:absolute;clip-path:inset(50%)}
tr{display:flex;flex-wrap:wrap;gap:0 12px;padding:8px 0;border-bottom:1px solid var(--line)}td,:is(th,td):not(:first-child){display:block;border:0;padding:0;text-align:left;white-space:normal}
td:first-child{flex:1 0 60%;font-weight:500}tr td:last-child{text-align:right;white-space:nowrap}td:not(:first-child,:last-child){order:1;color:var(--quiet);font-size:13px}
td:not(:first-child,:last-child)::before,td:nth-child(2):last-child:not(:empty)::before{content:attr(data-head) "\\a0";color:var(--quiet)}td:empty{display:none}}
@media print{:root{color-scheme:light;--ink:#21201c;--quiet:#63635e;--line:#dad9d6;--strong:#21201c;--sheet:#fff;--desk:#fff}main{max-width:none;padding:0}.paper{border:0;padding:0}.answer,.button{display:none}tr,.sums{break-inside:avoid}section.part>header{break-after:avoid}}
@page{margin:18mm}
"""


def too_often(attempts: Attempts, request: Request) -> bool:
    """Whether this address has to wait; counts the attempt when not."""
    address = client_address(request.scope)
    if attempts.wait(address):
        return True
    attempts.note(address)
    return False


def busy() -> Response:
    """The answer to who asks too often."""
    title = escape(_("Too many requests"))
    text = escape(_("Wait a few minutes, then try again."))
    page = document("en", title, f'<div class="say warn"><h2>{title}</h2><p>{text}</p></div>')
    return HTMLResponse(page, HTTPStatus.TOO_MANY_REQUESTS, HEADERS)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a posted form; none when there is more than any form of ours has."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM:
            return {}
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    except ValueError:  # more fields than any form of ours has
        return {}
    return {key: values[0] for key, values in fields.items()}


def document(language: str, title: str, body: str) -> str:
    """A whole page; `body` is HTML."""
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex,nofollow"><link rel="icon" href="/logo.svg">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
