"""The cookie of a request is read exactly as it was sent."""

import pytest
from kaibo.gateway.cookie import LONGEST, cookie

NAME = "kaibo_session"


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ([], ""),
        ([b"kaibo_session=abc"], "abc"),
        ([b"a=1; kaibo_session=abc; b=2"], "abc"),
        ([b"a=1", b"kaibo_session=abc"], "abc"),
        ([b"kaibo_session = abc ;"], "abc"),
        ([b"kaibo_session=first; kaibo_session=second"], "first"),
        ([b"other_kaibo_session=no; kaibo_session2=no"], ""),
        ([b"kaibo_session"], ""),
        ([b"kaibo_session=" + b"x" * LONGEST], "x" * LONGEST),
        ([b"kaibo_session=" + b"x" * (LONGEST + 1)], ""),
        ([b"a=" + b"x" * 30_000 + b"; kaibo_session=abc"], "abc"),
    ],
)
def test_cookie_is_found_by_its_name(lines: list[bytes], value: str) -> None:
    headers = [(b"host", b"localhost"), *((b"cookie", line) for line in lines)]
    assert cookie(headers, NAME) == value


def test_quoted_cookie_stays_as_it_is() -> None:
    """The standard library takes seconds to decode 30 kB of a quoted cookie."""
    assert cookie([(b"cookie", b'kaibo_session="\\141"')], NAME) == '"\\141"'
