"""The public page of an offer as HTML: what the customer reads and answers, without any script."""

from collections.abc import Sequence
from html import escape

from moment_ui.api.offer_page_words import PageWords, page_words
from moment_ui.api.public_pages import document
from moment_ui.core.words import _
from moment_ui.domain.offers.public import PublicOffer, Standing
from moment_ui.formats.offer import OfferDocument, Part
from moment_ui.formats.offer_texts import OfferTexts


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
    return document(offer.language, title, "".join(parts))


def unknown_page() -> str:
    """The page of what is no link of ours: it says the same whatever is there."""
    title = escape(_("This link leads nowhere"))
    text = escape(_("It may be cut off or mistyped. Open it from the message once more."))
    body = f'<div class="say warn"><h2>{title}</h2><p>{text}</p></div>'
    return document("en", _("No such page"), body)


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
