"""What one client may take."""

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from moment_ui.api import limits
from moment_ui.api.attempts import MOST_KEYS, Attempts
from moment_ui.api.limits import BODY_BYTES, LOG_IN_BYTES, MESSAGE_BYTES, Bucket, Limits
from moment_ui.core.settings import settings
from tests.api.asgi import Answer, call, http_scope, socket_scope


class Time:
    """A clock that tests push on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def length_of_body(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


class Heard:
    """A websocket app that accepts and keeps what it hears until the end."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            self.messages.append(message["text"])


def chunks(total: int, size: int = 64 * 1024) -> list[dict[str, object]]:
    sizes = [size] * (total // size) + ([total % size] if total % size else [])
    return [
        {"type": "http.request", "body": b"x" * amount, "more_body": index < len(sizes) - 1}
        for index, amount in enumerate(sizes)
    ]


def texts(*words: str) -> list[dict[str, str]]:
    return [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "text": word} for word in words),
    ]


async def test_a_request_of_the_largest_size_passes() -> None:
    answer = await call(Limits(length_of_body), http_scope("/x", "POST"), *chunks(BODY_BYTES))
    assert (answer.status, answer.text) == (200, str(BODY_BYTES))


async def test_a_declared_length_above_the_limit_is_refused_before_it_is_read() -> None:
    scope = http_scope("/x", "POST", content_length=str(BODY_BYTES + 1))
    answer = await call(Limits(length_of_body), scope, *chunks(BODY_BYTES + 1))
    assert answer.status == 413
    assert "at most 1 MB" in answer.text


async def test_a_stream_that_grows_past_the_limit_is_refused_once() -> None:
    scope = http_scope("/x", "POST")
    answer = await call(Limits(length_of_body), scope, *chunks(BODY_BYTES * 2))
    starts = [part for part in answer.messages if part["type"] == "http.response.start"]
    assert [start["status"] for start in starts] == [413]


async def test_a_log_in_takes_little_and_an_upload_much() -> None:
    assert limits.body_limit("/login/") == LOG_IN_BYTES
    assert limits.body_limit("/api/uploads/x") == settings().max_upload_mb * 1024 * 1024
    assert limits.body_limit("/_upload") == settings().max_upload_mb * 1024 * 1024


async def test_an_error_of_the_app_is_not_swallowed() -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await call(Limits(failing), http_scope("/x"))


async def test_messages_up_to_the_limit_arrive() -> None:
    app = Heard()
    await call(Limits(app), socket_scope(), *texts("a", "x" * MESSAGE_BYTES))
    assert [len(message) for message in app.messages] == [1, MESSAGE_BYTES]


async def test_a_message_above_the_limit_ends_the_socket_and_never_arrives() -> None:
    app = Heard()
    answer = await call(Limits(app), socket_scope(), *texts("a", "ø" * MESSAGE_BYTES, "b"))
    assert app.messages == ["a"]
    assert answer.messages[-1] == {"type": "websocket.close", "code": limits.TOO_BIG}


async def test_the_socket_after_the_last_allowed_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        limits, "settings", lambda: settings().model_copy(update={"sockets_per_client": 1})
    )
    answers: list[Answer] = []

    async def opens_another(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        if not answers:
            answers.append(Answer())
            answers.append(await call(layer, socket_scope(), *texts()))
            answers.append(await call(layer, socket_scope("198.51.100.9"), *texts()))
        await send({"type": "websocket.accept"})

    layer = Limits(opens_another)
    await call(layer, socket_scope(), *texts())
    assert answers[1].messages == [{"type": "websocket.close", "code": limits.TRY_LATER}]
    assert answers[2].messages == [{"type": "websocket.accept"}]
    after = await call(layer, socket_scope(), *texts())
    assert after.messages == [{"type": "websocket.accept"}]


async def test_events_above_their_rate_wait_and_none_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(limits.asyncio, "sleep", sleep)
    app = Heard()
    words = [str(number) for number in range(limits.SOCKET_BURST + 10)]
    await call(Limits(app, clock=Time()), socket_scope(), *texts(*words))
    assert app.messages == words
    assert len(slept) == 10
    assert slept[-1] == pytest.approx(10 / settings().events_per_second)


def test_a_bucket_fills_again_up_to_its_brim() -> None:
    time = Time()
    bucket = Bucket(rate=2, brim=3, clock=time)
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 0.5]
    time.now += 3600
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 0.5]


def test_attempts_are_counted_by_key_and_forgotten_with_time() -> None:
    time = Time()
    attempts = Attempts(limit=2, seconds=60, clock=time)
    attempts.note("a")
    time.now += 10
    attempts.note("a")
    assert (attempts.wait("a"), attempts.wait("b")) == (50, 0)
    time.now += 50
    assert attempts.wait("a") == 0


def test_an_attempt_that_succeeded_does_not_count() -> None:
    attempts = Attempts(limit=1, seconds=60, clock=Time())
    attempts.note("a")
    attempts.forgive("a")
    assert attempts.wait("a") == 0


def test_made_up_keys_cannot_fill_the_memory() -> None:
    attempts = Attempts(limit=1, seconds=60, clock=Time())
    for number in range(MOST_KEYS + 50):
        attempts.note(str(number))
    assert len(attempts._tried) == MOST_KEYS
    assert attempts.wait(str(MOST_KEYS + 49)) > 0
