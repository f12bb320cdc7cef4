"""The parts of a statement that tell of an account: all that moved, and how late what is owed is."""

from collections.abc import Sequence

from moment_ui.formats.invoice_texts import InvoiceTexts
from moment_ui.formats.paper import STRONG, Sheets
from moment_ui.formats.paper_table import Column, Over, Place, Row, Table, draw, sums
from moment_ui.formats.statement import Account, Ageing, Movement
from moment_ui.formats.statement_words import StatementWords, statement_words

CREDITS = 5
"""Where credits stand among the ages."""

_SUMS = 60.0
_DOCUMENTS = frozenset({"invoice", "credit-note"})


def draw_account(sheets: Sheets, texts: InvoiceTexts, account: Account, after: float = 0.0) -> None:
    """What was owed before, everything that moved with the balance after it, and what is owed now.

    The balance is carried from page to page; what closes it stands under two rows at least, and so does
    what comes `after` it, so many points high.
    """
    words, currency = statement_words(texts.document.language), account.currency
    sheets.keep(110 + _SUMS)
    sheets.down(14)
    sheets.rule(STRONG, 1.2)
    heads = (
        Column(words.entry, Place.TEXT),
        Column(words.date, Place.SHORT),
        Column(words.due, Place.SHORT),
        Column(f"{words.invoiced} {currency}"),
        Column(words.paid),
        Column(words.balance),
    )
    balances = [account.opening, *(each.balance for each in account.movements)]

    def standing(word: str, at: int) -> Row:
        return Row((word, "", "", "", "", texts.money_in(balances[at], currency)), strong=True)

    rows = [_row(texts, words, currency, each) for each in account.movements]
    over = Over(
        again=lambda: sheets.rule(STRONG, 1.2),
        carried=lambda before: standing(texts.words.carried, before - 1),
        brought=lambda before: standing(texts.words.brought, before - 1),
    )
    draw(sheets, Table(heads, (standing(words.opening, 0), *rows)), over, under=_SUMS + after)
    sheets.keep(_SUMS)
    sheets.down(8)
    sums(sheets, [(f"{words.closing} {currency}", texts.money_in(account.closing, currency))])


def told_of(ages: Sequence[Ageing]) -> list[Ageing]:
    """The currencies that anything is owed in, either way."""
    return [each for each in ages if any(each.amounts)]


def height_of_ages(ages: Sequence[Ageing]) -> float:
    """The room that `draw_ages` takes."""
    return 30.0 + 20 * len(told_of(ages)) if told_of(ages) else 0.0


def draw_ages(sheets: Sheets, texts: InvoiceTexts, ages: Sequence[Ageing]) -> None:
    """What is owed by how late it is, a row for each currency; credits where there are any."""
    words = statement_words(texts.document.language)
    told = told_of(ages)
    if not told:
        return
    sheets.keep(height_of_ages(told))
    sheets.down(10)
    sheets.rule(STRONG, 0.7)
    shown = [
        at for at in range(len(words.ages)) if at < CREDITS or any(e.amounts[at] for e in told)
    ]
    heads = (Column("", Place.SHORT), *(Column(words.ages[at]) for at in shown))
    rows = [
        Row((each.currency, *(texts.money_in(each.amounts[at], each.currency) for at in shown)))
        for each in told
    ]
    draw(sheets, Table(heads, tuple(rows)), Over(again=lambda: None))


def _row(texts: InvoiceTexts, words: StatementWords, currency: str, moved: Movement) -> Row:
    what, notes = words.kind(moved.kind), [moved.text]
    if moved.kind in _DOCUMENTS:
        what = f"{what} {moved.number or ''}".strip()
    elif moved.number:
        notes.insert(0, words.about(moved.of, moved.number))
    if moved.kind == "credit" and moved.text:
        other = "invoice" if moved.of == "credit-note" else "credit-note"
        notes[-1] = words.about(other, moved.text)
    return Row(
        (
            what,
            texts.day(moved.day),
            texts.day(moved.due) if moved.due and moved.kind == "invoice" else "",
            "" if moved.invoiced is None else texts.money_in(moved.invoiced, currency),
            "" if moved.paid is None else texts.money_in(moved.paid, currency),
            texts.money_in(moved.balance, currency),
        ),
        note=" \N{MIDDLE DOT} ".join(filter(None, notes)),
    )
