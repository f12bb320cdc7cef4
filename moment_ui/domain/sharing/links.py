"""Links in invitations: signed, good once and for some days; the database keeps a digest only."""

import datetime as dt
import hashlib
import secrets
from hmac import compare_digest

from moment_ui.core import clock
from moment_ui.core.settings import settings
from moment_ui.core.signing import signed, unsigned
from moment_ui.models.project import CoWorker

PURPOSE = "invitation"
DAYS = 14
"""So long somebody can answer; who comes later is invited again."""


def new_link(row: CoWorker) -> str:
    """The address that answers somebody's invitation; those mailed before lead nowhere from now on."""
    nonce = secrets.token_urlsafe(24)
    row.invite_digest = _digest(nonce)
    row.invite_until = clock.now() + dt.timedelta(days=DAYS)
    token = signed(PURPOSE, [row.company_id, row.key, nonce])
    return f"{settings().origin}/invitation/{token}"


def read_token(token: str) -> tuple[int, int, str] | None:
    """The company, the co-worker and the secret that a token of ours names; None for anything else."""
    match unsigned(PURPOSE, token, days=DAYS):
        case [int(company_id), int(co_worker_id), str(nonce)]:
            return company_id, co_worker_id, nonce
        case _:
            return None


def is_open(row: CoWorker, nonce: str) -> bool:
    """Whether a link still answers the invitation: the newest one, not used, not too late, not withdrawn."""
    fits = bool(row.invite_digest) and compare_digest(row.invite_digest, _digest(nonce))
    return fits and row.active and row.invite_until is not None and row.invite_until > clock.now()


def use_up(row: CoWorker) -> None:
    """The link has done its work."""
    row.invite_digest, row.invite_until, row.invite_answered_at = "", None, clock.now()


def _digest(nonce: str) -> str:
    return hashlib.sha256(nonce.encode()).hexdigest()
