"""What a browser saw before its connection was lost: it says so in a cookie when it comes back.

A tab's own memory goes with the server that is restarted. The cookie is the browser's word, and only
decides which news are marked.
"""

from http.cookies import CookieError, SimpleCookie

COOKIE = "moment-seen"


def seen_in(cookie_header: str, project_id: int) -> int:
    """The id of the last news of a project that the browser says it saw; 0 when it says nothing."""
    try:
        morsel = SimpleCookie(cookie_header).get(COOKIE)
    except CookieError:
        return 0
    project, _point, newest = morsel.value.partition(".") if morsel else ("", "", "")
    known = newest.isascii() and newest.isdigit() and len(newest) < 19
    return int(newest) if known and project == str(project_id) else 0
