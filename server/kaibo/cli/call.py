"""The command `kaibo call`: one signed call."""

import os
import ssl
import sys
import time

import httpx2

from kaibo.app import SIGNED
from kaibo.cli import demo
from kaibo.cli.stopped import Stopped
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.signature import Signed, sign
from kaibo.host.lan.authority import FILE
from kaibo.settings import Settings
from kaibo.terminal import as_json


def call(settings: Settings, name: str, body: str, version: str) -> None:
    """Make one signed call with KAIBO_AK and KAIBO_SK, or with the demo's key, and print the answer."""
    known = {action.name: action.version for action in SIGNED}
    query = f"Action={name}&Version={version or known.get(name, '2023-08-01')}"
    host = settings.address.partition("://")[2]
    key, secret = _key(settings)
    headers = {"Host": host, "Content-Type": "application/json"}
    signed = Signed("POST", query, {k.lower(): v for k, v in headers.items()}, body.encode())
    headers |= sign(signed, key, secret, int(time.time()), REGION, SERVICE)
    try:
        url = f"{settings.address}/?{query}"
        answer = httpx2.post(url, content=body.encode(), headers=headers, verify=_trusting(settings))
        content = answer.json()
    except httpx2.HTTPError as error:
        raise Stopped(f"no answer from {settings.address}: {error}") from None
    except ValueError:
        raise Stopped(f"{settings.address} answers {answer.status_code}, and not as Kaibo does") from None
    print(as_json(content, indent=1))
    if not answer.is_success:
        sys.exit(1)


def _trusting(settings: Settings) -> ssl.SSLContext:
    """Trust the public authorities, and the authority of a server that ran with --lan on this data folder."""
    context, file = httpx2.create_ssl_context(), settings.data / FILE
    if file.is_file():
        try:
            context.load_verify_locations(file)
        except ssl.SSLError:
            raise Stopped(f"{file} is broken; delete it, and kaibo up --lan makes a new one") from None
    return context


def _key(settings: Settings) -> tuple[str, str]:
    if "KAIBO_AK" in os.environ:
        return os.environ["KAIBO_AK"], os.environ.get("KAIBO_SK", "")
    state = demo.kept(settings.data / demo.FILE)
    if not state:
        raise Stopped("set KAIBO_AK and KAIBO_SK, or name the data folder of a demo with --data")
    return state["AccessKeyId"], state["SecretAccessKey"]
