"""The routes of travel and expense claims."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.claims.categories import claim_categories
from moment_ui.pages.claims.claim import claim
from moment_ui.pages.claims.claims import claims, my_claims
from moment_ui.pages.claims.new_claim import new_claim
from moment_ui.pages.route import Route
from moment_ui.state.claims.categories import CategoriesState
from moment_ui.state.claims.claim import ClaimPageState
from moment_ui.state.claims.claim_lists import ClaimsState, MyClaimsState

CLAIM_ROUTES: tuple[Route, ...] = (
    Route(
        "/[company]/claims",
        my_claims,
        _("My claims"),
        on_load=(MyClaimsState.load, MyClaimsState.watch),
        permission=Permission.WRITE_CLAIMS,
    ),
    Route(
        "/[company]/claims/review",
        claims,
        _("Claims"),
        on_load=(ClaimsState.load, ClaimsState.watch),
        permission=Permission.WRITE_CLAIMS,
    ),
    Route(
        "/[company]/claims/new",
        new_claim,
        _("New claim"),
        permission=Permission.WRITE_CLAIMS,
    ),
    Route(
        "/[company]/claims/categories",
        claim_categories,
        _("Categories"),
        on_load=(CategoriesState.load, CategoriesState.watch),
        permission=Permission.REVIEW_CLAIMS,
    ),
    Route(
        "/[company]/claims/[claim_id]",
        claim,
        _("Claim"),
        on_load=(ClaimPageState.load, ClaimPageState.watch),
        permission=Permission.WRITE_CLAIMS,
    ),
)
