"""The vendor's SDKs, pointed at a running server, and the list of the actions that tests call with them."""

import asyncio
import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

import volcenginesdkcore
import volcenginesdklivesaas
import volcenginesdklivesaas20230801
from kaibo.account import table as access
from kaibo.call import Owner
from kaibo.clock import now_ms
from volcengine.ApiInfo import ApiInfo
from volcengine.base.Service import Service
from volcengine.Credentials import Credentials
from volcengine.ServiceInfo import ServiceInfo
from volcenginesdkcore.rest import ApiException

from tests.running import PATIENCE, Running

REGION, SERVICE = "cn-north-1", "livesaas"
APIS = {
    "volcenginesdklivesaas": volcenginesdklivesaas.LIVESAASApi,
    "volcenginesdklivesaas20230801": volcenginesdklivesaas20230801.LIVESAAS20230801Api,
}
OURS = "2026-12-01"
CONSOLE = {"db_index", "id", "name", "show"}
"""Fields of answered tags that no request can write. They belong to the vendor's console."""
DECLARED: set[str] = set()
"""Every action that a test declares. The fixture checks after each test that the server answered it."""

T = TypeVar("T", bound=Callable[..., Any])


class Key(NamedTuple):
    id: str
    secret: str
    token: str = ""


class Refusal(NamedTuple):
    status: int
    code: str


def calls(*names: str) -> Callable[[T], T]:
    """Declare which actions a test calls with success."""
    DECLARED.update(names)

    def mark(test: T) -> T:
        test.calls = frozenset(names)  # type: ignore[attr-defined]
        return test

    return mark


class Sdk:
    """Calls of an account by the vendor's SDKs. `done` has the names of the answered actions."""

    def __init__(self, address: str, account: str, key: Key, done: set[str] | None = None) -> None:
        self.address, self.account, self.key = address, account, key
        self.done = set() if done is None else done
        made = volcenginesdkcore.Configuration()
        made.host, made.scheme, made.region = address, "http", REGION
        made.ak, made.sk, made.session_token = key
        self._client = volcenginesdkcore.ApiClient(made)

    @classmethod
    async def of(cls, server: Running) -> "Sdk":
        """Make an SDK with a key of a new account."""
        store, now = server.dependencies.store, now_ms()
        owner = await store.write(lambda db: access.create_account(db, "sdk", now))
        key = await store.write(lambda db: access.create_key(db, server.vault, Owner(owner), now))
        return cls(server.url.removeprefix("http://"), owner, Key(*key))

    def by(self, key: Key, address: str = "") -> "Sdk":
        """Make the same SDK with another key, or at another address."""
        return Sdk(address or self.address, self.account, key, self.done)

    async def call(self, request: Any) -> Any:
        """Make a typed request. Return the typed answer. Raise ApiException when the server refuses it."""
        kind = type(request)
        name, api = kind.__name__.removesuffix("Request"), APIS[kind.__module__.partition(".")[0]](self._client)
        method = next(one for one in dir(api) if one.replace("_", "") == name.lower())
        answer = await asyncio.to_thread(getattr(api, method), request)
        # The SDK makes no object of a class without fields.
        assert type(answer).__name__ == f"{name}Response" or answer == {}
        self.done.add(name)
        return answer

    async def universal(self, name: str, version: str = OURS, method: str = "POST", **body: Any) -> Any:
        """Call an action that the SDK has no class for. Return the answer. Raise ApiException when the server refuses
        it."""
        content = "application/json" if method == "POST" else None
        info = volcenginesdkcore.UniversalInfo(method, SERVICE, version, name, content)
        answer = await asyncio.to_thread(volcenginesdkcore.UniversalApi(self._client).do_call, info, body)
        self.done.add(name)
        return answer

    async def refused(self, request: Any) -> Refusal:
        """Make a call that the server must refuse. Return the refusal."""
        try:
            answer = await self.call(request)
        except ApiException as refusal:
            return Refusal(refusal.status, _code(refusal.body))
        raise AssertionError(f"it was answered: {answer}")

    async def create(self, name: str = "发布会", **fields: Any) -> int:
        """Create an activity. Return its id."""
        activity = await self.call(volcenginesdklivesaas.CreateActivityAPIV2Request(name=name, **fields))
        return int(activity.activity_id)

    def old(self, key: Key | None = None) -> "OldSdk":
        """Make the older SDK."""
        return OldSdk(self, key or self.key)


class OldSdk:
    """The older SDK's `Service`, with the actions that a test uses. It has no `livesaas` of its own."""

    def __init__(self, sdk: Sdk, key: Key) -> None:
        signer = Credentials("", "", SERVICE, REGION)
        self._sdk = sdk
        self.service = Service(ServiceInfo(sdk.address, {}, signer, PATIENCE, PATIENCE), {})
        self.service.session.trust_env = False
        self.service.set_ak(key.id)
        self.service.set_sk(key.secret)
        self.service.set_session_token(key.token)

    async def get(self, name: str, version: str, *, doseq: int = 0, **params: Any) -> Any:
        self.learn("GET", name, version)
        return await self._done(name, lambda: self.service.get(name, params, doseq))

    async def json(self, name: str, version: str, **body: Any) -> Any:
        self.learn("POST", name, version)
        return await self._done(name, lambda: self.service.json(name, {}, json.dumps(body)))

    async def form(self, name: str, version: str, **fields: Any) -> Any:
        self.learn("POST", name, version)
        return await self._done(name, lambda: self.service.post(name, {}, fields))

    async def refused(self, name: str, version: str, **params: Any) -> str:
        """Make a GET that the server must refuse. Return the code, because this SDK hides the status."""
        try:
            answer = await self.get(name, version, **params)
        except Exception as refusal:
            return _code(refusal.args[0])
        raise AssertionError(f"it was answered: {answer}")

    def presigned(self, name: str, version: str, **params: Any) -> str:
        """Return the presigned address of a read."""
        self.learn("GET", name, version)
        return f"http://{self._sdk.address}/?{self.service.get_sign_url(name, params)}"

    def session(self, policy: Any, seconds: int = 600) -> Key:
        """Make a temporary key that may do what the policy allows."""
        session_token = self.service.sign_sts2(policy, seconds)
        return Key(session_token.access_key_id, session_token.secret_access_key, session_token.session_token)

    def learn(self, method: str, name: str, version: str) -> None:
        self.service.api_info[name] = ApiInfo(method, "/", {"Action": name, "Version": version}, {}, {})

    async def _done(self, name: str, run: Callable[[], str]) -> Any:
        try:
            answer = json.loads(await asyncio.to_thread(run))
        finally:
            self.service.session.close()
        assert answer["ResponseMetadata"]["Action"] == name
        self._sdk.done.add(name)
        return answer["Result"]


def _code(body: str | bytes) -> str:
    return str(json.loads(body)["ResponseMetadata"]["Error"]["Code"])


def unread(answer: Any) -> set[str]:
    """Return the fields of a typed answer, also of inner objects, that the server left empty. CONSOLE is excepted."""
    missing: set[str] = set()
    for name in answer.swagger_types:
        value = getattr(answer, name)
        if value is None:
            missing.add(name)
        for inner in value if isinstance(value, list) else [value]:
            if hasattr(inner, "swagger_types"):
                missing |= {f"{name}.{one}" for one in unread(inner) - (CONSOLE if "tag" in name else set())}
    return missing


def told(answer: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return some fields of an answer."""
    return {name: getattr(answer, name) for name in names}
