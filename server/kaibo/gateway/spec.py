"""A catalogue as an OpenAPI 3.1 document: the annotations of its actions, nothing written twice."""

import inspect
import sys
from collections.abc import Iterable
from types import NoneType
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from kaibo.gateway.action import Action, Wire

REF = "#/components/schemas/{model}"
METADATA: dict[str, Any] = {
    "type": "object",
    "required": ["RequestId"],
    "properties": {
        "RequestId": {"type": "string"},
        "Action": {"type": "string"},
        "Version": {"type": "string"},
        "Service": {"type": "string"},
        "Region": {"type": "string"},
        "SystemTime": {"type": "integer", "description": "unix seconds"},
        "Error": {
            "type": "object",
            "required": ["CodeN", "Code", "Message"],
            "properties": {
                "CodeN": {"type": "integer"},
                "Code": {"type": "string"},
                "Message": {"type": "string"},
            },
        },
    },
}
BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
INT64 = [("minimum", -(2**63)), ("exclusiveMaximum", 2**63)]

HOW = """\
Every call is one address, its action named in the query, and a signature:

    POST /?Action=GetActivityAPI&Version=2020-06-01
    Content-Type: application/json
    X-Date: 20261201T080000Z
    Authorization: HMAC-SHA256 Credential=<access key>/20261201/cn-north-1/livesaas/request,
                   SignedHeaders=content-type;host;x-content-sha256;x-date, Signature=<hex>

    {"ActivityId": 1730111187000000}

OpenAPI allows no query in a path, so an action stands here as `/{Action}/{Version}`; `x-kaibo-query` is what to send.
A read takes GET too, with its parameters in the query (`x-kaibo-verbs`). Rates are per account (`x-kaibo-rate`).
An integer may also come as a decimal string; null counts as absent.

An answer is `{"ResponseMetadata": {…}, "Result": {…}}`. A refusal has `ResponseMetadata.Error` with `CodeN`, `Code` and
`Message` and no `Result`; with 429 and 503 `Retry-After` says how many seconds to wait. The header `X-Tt-Logid` repeats
the RequestId: quote it when you ask about a call.

**Signing is done for you** by the SDKs of the vendor whose `livesaas` calls these are compatible with: take one and
change its host. For Python: `pip install volcenginesdk-livesaas volcenginesdk-livesaas20230801`; from a shell:
`kaibo call GetActivityAPI '{"ActivityId": 1730111187000000}'`.

More stands in Kaibo's `docs/api.md` (every action, and what is ours), `docs/errors.md` (every error) and
`spec/actions.md` (which of the vendor's actions are here).
"""
SIGNATURE = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": (
        "HMAC-SHA256 over the request, with an access key and its secret: `HMAC-SHA256 Credential=<access key>/<day>/"
        "<region>/livesaas/request, SignedHeaders=<names>, Signature=<hex>`. The SDKs make it. Any region is taken; "
        "`X-Date` may be fifteen minutes off."
    ),
}
REFUSED = (
    "Refused: `ResponseMetadata.Error` says why, and there is no `Result`. Every code stands in `docs/errors.md`. "
    "4xx: the call must change; 429 and 503: the same call later, see `Retry-After`."
)
ANSWER_HEADERS = {"X-Tt-Logid": {"description": "the RequestId once more", "schema": {"type": "string"}}}
LATER = {"Retry-After": {"description": "with 429 and 503: seconds to wait", "schema": {"type": "integer"}}}


class _Schemas(GenerateJsonSchema):
    """Pydantic's, without the titles that it makes up from names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def signed_document(actions: Iterable[Action[Any, Any, Any]]) -> dict[str, Any]:
    """The signed door's document, for readers and for tools; what it runs at (`servers`) is for who serves it."""
    listed = list(actions)
    made = document("Kaibo", listed)
    made["info"]["summary"] = "The signed calls of a self-hosted live-streaming server"
    made["info"]["description"] = HOW
    made["security"] = [{"signature": []}]
    made["components"]["securitySchemes"] = {"signature": SIGNATURE}
    made["components"]["responses"] = {"Refused": {**_answer(REFUSED, None), "headers": ANSWER_HEADERS | LATER}}
    made["tags"] = [{"name": name, "description": text} for name, text in sorted({_noun(a) for a in listed})]
    for one in listed:
        operation = made["paths"][_path(one)]["post"]
        operation |= {
            "tags": [_noun(one)[0]],
            "description": f"{_doc(one)}\n\n{_words(one)}",
            "x-kaibo-query": f"Action={one.name}&Version={one.version}",
            "x-kaibo-verbs": _verbs(one),
            "x-kaibo-rate": one.rate,
        }
        done = operation["responses"]["200"] if one.result is not NoneType else _answer("", {"type": "object"})
        done["content"]["application/json"]["schema"]["title"] = "Answer"
        operation["responses"] = {
            "200": {**done, "description": "Done.", "headers": ANSWER_HEADERS},
            "default": {"$ref": "#/components/responses/Refused"},
        }
    return made


def document(title: str, actions: Iterable[Action[Any, Any, Any]], extra: Iterable[type[Wire]] = ()) -> dict[str, Any]:
    """The actions as paths `/{Action}/{Version}` (OpenAPI forbids a query string in a path).

    `extra` are models that no action names but a reader needs, such as what a page is sent as events.
    """
    listed = list(actions)
    models: list[tuple[type[Wire], Any]] = [(a.request, "validation") for a in listed]
    models += [(a.result, "serialization") for a in listed if a.result is not NoneType]
    models += [(model, "serialization") for model in extra]
    refs, schemas = models_json_schema(models, by_alias=True, ref_template=REF, schema_generator=_Schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": {
            _path(a): {"post": _operation(a, refs[a.request, "validation"], refs.get((a.result, "serialization")))}
            for a in listed
        },
        "components": {"schemas": {"ResponseMetadata": METADATA, **_plain(schemas.get("$defs", {}))}},
    }


def _path(action: Action[Any, Any, Any]) -> str:
    return f"/{action.name}/{action.version}"


def _doc(action: Action[Any, Any, Any]) -> str:
    return inspect.getdoc(action.function) or ""


def _noun(action: Action[Any, Any, Any]) -> tuple[str, str]:
    """The folder that the action stands in, and the first line of what it says of itself."""
    folder = action.function.__module__.rpartition(".")[0]
    text = inspect.getdoc(sys.modules[folder]) or ""
    return folder.rpartition(".")[2], text.split("\n")[0]


def _verbs(action: Action[Any, Any, Any]) -> list[str]:
    return ["POST"] if action.writes else ["POST", "GET"]


def _words(action: Action[Any, Any, Any]) -> str:
    """Where a call goes, how often it may, in words."""
    count, _, span = action.rate.partition("/")
    address = f"`/?Action={action.name}&Version={action.version}`"
    return f"{' or '.join(_verbs(action))} {address}, at most {count} times a {span} per account."


def _operation(action: Action[Any, Any, Any], request: dict[str, Any], result: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "operationId": action.name,
        "summary": _doc(action).split("\n")[0],
        "requestBody": {"required": True, "content": {"application/json": {"schema": request}}},
        "responses": {
            "200": _answer("done", result),
            "default": _answer("refused: ResponseMetadata.Error says why", None),
        },
    }


def _answer(description: str, result: dict[str, Any] | None) -> dict[str, Any]:
    metadata = {"$ref": REF.format(model="ResponseMetadata")}
    properties = {"ResponseMetadata": metadata} | ({"Result": result} if result else {})
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _plain(schema: Any) -> Any:
    """Pydantic's schema in fewer words: the bounds of our integers under JSON Schema's names, "or null" as a type,
    and no default where there is none."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    return _plain_object(schema) if isinstance(schema, dict) else schema


def _plain_object(schema: dict[str, Any]) -> dict[str, Any]:
    made = {BOUNDS.get(name, name): _plain(part) for name, part in schema.items()}
    match made.get("anyOf"):
        case [{"type": str()} as one, {"type": "null"}]:
            del made["anyOf"]
            made |= one | {"type": [one["type"], "null"]}
    if made.get("default", ...) is None:
        del made["default"]
    bounded = {name: part for name, part in made.items() if (name, part) not in INT64}
    wide = len(bounded) < len(made) and "maximum" not in bounded
    return {**bounded, "format": "int64"} if wide else bounded
