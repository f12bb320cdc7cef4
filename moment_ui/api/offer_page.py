"""The public page of an offer as HTML: what the customer reads and answers, without any script."""

from collections.abc import Sequence
from html import escape

from moment_ui.api.offer_page_words import PageWords, page_words
from moment_ui.core.words import _
from moment_ui.domain.offers.public import PublicOffer, Standing
from moment_ui.formats.offer import OfferDocument, Part
from moment_ui.formats.offer_texts import OfferTexts

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


def page_of(offer: PublicOffer, token: str, *, name: str = "", missing: bool = False) -> str:
    """The page of a link of ours; `missing`: it was accepted without a name."""
    words = page_words(offer.language)
    parts = [_said(offer, words)]
    if offer.document is not None:
        texts = OfferTexts(offer.document)
        asks = offer.standing is Standing.OPEN
        parts.append(_paper(offer.document, texts, words, token, asks=asks))
        if asks:
            parts.insert(1 if missing else 2, _answer(words, token, name, missing=missing))
    title = offer.document.name if offer.document else offer.sender
    return _html(offer.language, title, "".join(parts))


def unknown_page() -> str:
    """The page of what is no link of ours: it says the same whatever is there."""
    title = escape(_("This link leads nowhere"))
    text = escape(_("It may be cut off or mistyped. Open it from the message once more."))
    body = f'<div class="say warn"><h2>{title}</h2><p>{text}</p></div>'
    return _html("en", _("No such page"), body)


def busy_page() -> str:
    """The page of somebody who asks too often."""
    title = escape(_("Too many requests"))
    text = escape(_("Wait a few minutes, then try again."))
    return _html("en", title, f'<div class="say warn"><h2>{title}</h2><p>{text}</p></div>')


def _html(language: str, title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex,nofollow"><link rel="icon" href="/logo.svg">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )


def _said(offer: PublicOffer, words: PageWords) -> str:
    day = OfferTexts(offer.document).day_valid() if offer.document else ""
    told = {
        Standing.ACCEPTED: ("good", words.accepted, words.accepted_by),
        Standing.DECLINED: ("bad", words.declined, words.declined_by),
        Standing.EXPIRED: ("warn", words.expired, words.expired_note),
        Standing.REPLACED: ("warn", words.replaced, words.replaced_note),
        Standing.WITHDRAWN: ("warn", words.withdrawn, words.withdrawn_note),
    }.get(offer.standing)
    if told is None:
        return ""
    tone, title, note = told
    said = note.format(name=offer.decided_by, day=day, sender=offer.sender)
    return (
        f'<div class="say {tone}" role="status"><h2>{escape(title)}</h2><p>{escape(said)}</p></div>'
    )


def _paper(
    document: OfferDocument, texts: OfferTexts, words: PageWords, token: str, *, asks: bool
) -> str:
    sender = document.sender
    contact = " · ".join(filter(None, (*sender.address, sender.email, sender.phone)))
    receiver = "<br>".join(map(escape, texts.receiver()))
    return (
        '<article class="paper">'
        f'<div class="top"><strong>{escape(sender.name)}</strong>'
        f'<span class="quiet">{escape(texts.title())}</span></div>'
        f'<p class="quiet">{escape(contact)}</p>'
        f'<div class="two"><div>{receiver}</div>{_pairs(texts.facts())}</div>'
        f"<h1>{escape(document.name)}</h1>"
        f'<p class="pre">{escape(document.intro)}</p>'
        + (
            f'<a class="button solid jump" href="#answer">{escape(words.answer)}</a>'
            if asks
            else ""
        )
        + "".join(_part(part, document, texts) for part in document.parts)
        + _sums(texts)
        + f'<p class="pre">{escape(document.closing)}</p>'
        f'<a class="button" href="/offer/{escape(token)}/pdf">{escape(words.download)}</a>'
        "</article>"
    )


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    items = (f"<dt>{escape(word)}</dt><dd>{escape(value)}</dd>" for word, value in pairs)
    return f"<dl>{''.join(items)}</dl>"


def _part(part: Part, document: OfferDocument, texts: OfferTexts) -> str:
    table = texts.table(part)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td data-head="{escape(head)}">{escape(cell)}</td>'
            if at
            else f"<td>{escape(cell)}</td>"
            for at, (head, cell) in enumerate(zip(table.heads, row.cells, strict=True))
        )
        + "</tr>"
        for row in table.rows
    )
    note = texts.part_note(part)
    amount = f"{document.currency} {texts.money(part.net)}"
    return (
        f'<section class="part"><header><h2>{escape(texts.part_title(part))}</h2>'
        f"<b>{escape(amount)}</b></header>"
        + (f'<p class="quiet">{escape(note)}</p>' if note else "")
        + (f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if rows else "")
        + "</section>"
    )


def _sums(texts: OfferTexts) -> str:
    sums = texts.sums()
    items = (
        f"<dt{css}>{escape(word)}</dt><dd{css}>{escape(amount)}</dd>"
        for word, amount, css in (
            (word, amount, ' class="last"' if at == len(sums) - 1 else "")
            for at, (word, amount) in enumerate(sums)
        )
    )
    return f'<dl class="sums">{"".join(items)}</dl>'


def _answer(words: PageWords, token: str, name: str, *, missing: bool) -> str:
    wrong = f'<p class="error" id="wrong" role="alert">{escape(words.name_missing)}</p>'
    link = escape(token)
    field = (
        f'<label for="{{key}}">{escape(words.your_name)}</label><input id="{{key}}" name="name" '
        f'value="{escape(name)}" autocomplete="name" maxlength="200" required>'
    )
    return (
        f'<section class="answer" id="answer"><h2>{escape(words.answer)}</h2>{wrong if missing else ""}'
        f'<form method="post" action="/offer/{link}/accept">'
        f'<p class="quiet">{escape(words.accept_note)}</p>{field.format(key="name")}'
        f'<button class="solid">{escape(words.accept)}</button></form>'
        f"<details><summary>{escape(words.decline)}</summary>"
        f'<form method="post" action="/offer/{link}/decline">{field.format(key="name-2")}'
        f'<label for="reason">{escape(words.reason)}</label>'
        '<textarea id="reason" name="reason" rows="3" maxlength="2000"></textarea>'
        f"<button>{escape(words.decline_button)}</button></form></details></section>"
    )
