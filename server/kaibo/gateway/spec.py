"""Write a catalogue as an OpenAPI 3.1 document. Everything comes from the annotations and docstrings of its actions."""

import inspect
import sys
from collections.abc import Iterable
from types import NoneType
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import ModelSchema

from kaibo.gateway.action import VERSION, Action, Wire
from kaibo.gateway.docstrings import of_fields

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
Every call goes to one address. The query names its action, and a signature proves the caller:

    POST /?Action=GetActivityAPI&Version=2020-06-01
    Content-Type: application/json
    X-Date: 20261201T080000Z
    Authorization: HMAC-SHA256 Credential=<access key>/20261201/cn-north-1/livesaas/request,
                   SignedHeaders=content-type;host;x-content-sha256;x-date, Signature=<hex>

    {"ActivityId": 1730111187000000}

OpenAPI allows no query in a path, so an action stands here as `/{Action}/{Version}`. Send the query of `x-kaibo-query`.
A read takes GET too, with its parameters in the query (`x-kaibo-verbs`). Rates are per account (`x-kaibo-rate`).
An integer may also come as a decimal string, and null counts as absent. Calls of version 2026-12-01 refuse unknown
parameters by name. The vendor's versions ignore them, as its SDKs need.

An answer is `{"ResponseMetadata": {…}, "Result": {…}}`. A refusal has `ResponseMetadata.Error` with `CodeN`, `Code` and
`Message`, and no `Result`. With 429 and 503 the header `Retry-After` says how many seconds to wait. The header
`X-Tt-Logid` repeats the RequestId: quote it when you ask about a call.

**An SDK signs for you.** These calls are compatible with the vendor's `livesaas` calls: take a vendor's SDK and change
its host. For Python, `pip install volcenginesdk-livesaas volcenginesdk-livesaas20230801`. From a shell,
`kaibo call GetActivityAPI '{"ActivityId": 1730111187000000}'`.

Kaibo's `docs/api.md` describes every action, and marks our own. `docs/errors.md` lists every error. `spec/actions.md`
lists which of the vendor's actions Kaibo has.
"""
SIGNATURE = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": (
        "HMAC-SHA256 over the request, with an access key and its secret: `HMAC-SHA256 Credential=<access key>/<day>/"
        "<region>/livesaas/request, SignedHeaders=<names>, Signature=<hex>`. The SDKs make it. The server takes any "
        "region. `X-Date` may be fifteen minutes off."
    ),
}
REFUSED = (
    "Refused: `ResponseMetadata.Error` says why, and there is no `Result`. `docs/errors.md` lists every code. "
    "After another 4xx, change the call. After 429 or 503, send the same call later (`Retry-After`)."
)
ANSWER_HEADERS = {"X-Tt-Logid": {"description": "the RequestId once more", "schema": {"type": "string"}}}
LATER = {"Retry-After": {"description": "with 429 and 503: seconds to wait", "schema": {"type": "integer"}}}


class _Schemas(GenerateJsonSchema):
    """Pydantic's generator, without the titles that it makes from names, and with the docstrings of fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        written = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        for name, text in of_fields(model).items():
            field = model.model_fields[name]
            written["properties"][field.alias or name].setdefault("description", text)
        return written


def signed_document(actions: Iterable[Action[Any, Any, Any]]) -> dict[str, Any]:
    """Write the signed door's document, for readers and for tools. The server that serves it adds its `servers`."""
    listed = list(actions)
    spec = document("Kaibo", listed)
    spec["info"]["summary"] = "The signed calls of a self-hosted live-streaming server"
    spec["info"]["description"] = HOW
    spec["security"] = [{"signature": []}]
    spec["components"]["securitySchemes"] = {"signature": SIGNATURE}
    spec["components"]["responses"] = {"Refused": {**_answer(REFUSED, None), "headers": ANSWER_HEADERS | LATER}}
    spec["tags"] = [{"name": name, "description": text} for name, text in sorted({_noun(a) for a in listed})]
    for entry in listed:
        operation = spec["paths"][_path(entry)]["post"]
        operation |= {
            "tags": [_noun(entry)[0]],
            "description": f"{_doc(entry)}\n\n{_how_to_send(entry)}",
            "x-kaibo-query": f"Action={entry.name}&Version={entry.version}",
            "x-kaibo-verbs": _verbs(entry),
            "x-kaibo-rate": entry.rate,
        }
        if entry.version == VERSION:
            _close(spec, operation)
        done = operation["responses"]["200"] if entry.result is not NoneType else _answer("", {"type": "object"})
        done["content"]["application/json"]["schema"]["title"] = "Answer"
        operation["responses"] = {
            "200": {**done, "description": "Done.", "headers": ANSWER_HEADERS},
            "default": {"$ref": "#/components/responses/Refused"},
        }
    return spec


def _close(spec: dict[str, Any], operation: dict[str, Any]) -> None:
    """Say that the request of an operation has no other parameters (gateway/unknown.py)."""
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    spec["components"]["schemas"][reference.rpartition("/")[2]]["additionalProperties"] = False


def document(title: str, actions: Iterable[Action[Any, Any, Any]], extra: Iterable[type[Wire]] = ()) -> dict[str, Any]:
    """Write the actions as paths `/{Action}/{Version}` (OpenAPI forbids a query string in a path).

    `extra` are more models that a reader needs, such as those of a page's events.
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


def schema(model: type[BaseModel]) -> dict[str, Any]:
    """Write one model as a JSON Schema of its own, for any validator."""
    plain = _plain(model.model_json_schema(schema_generator=_Schemas))
    return {"$schema": GenerateJsonSchema.schema_dialect, **_without(plain, "discriminator")}


def _without(value: Any, keyword: str) -> Any:
    """Leave out a keyword of OpenAPI that JSON Schema does not have."""
    if isinstance(value, list):
        return [_without(item, keyword) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _without(item, keyword) for key, item in value.items() if key != keyword}


def _path(action: Action[Any, Any, Any]) -> str:
    return f"/{action.name}/{action.version}"


def _doc(action: Action[Any, Any, Any]) -> str:
    return inspect.getdoc(action.function) or ""


def _noun(action: Action[Any, Any, Any]) -> tuple[str, str]:
    """Name the action's group: its folder, or the folder's TAG. Give the first line of the folder's docstring."""
    folder = action.function.__module__.rpartition(".")[0]
    text = inspect.getdoc(sys.modules[folder]) or ""
    return getattr(sys.modules[folder], "TAG", folder.rpartition(".")[2]), text.split("\n")[0]


def _verbs(action: Action[Any, Any, Any]) -> list[str]:
    return ["POST", "GET"] if action.takes_get else ["POST"]


def _how_to_send(action: Action[Any, Any, Any]) -> str:
    """Say in words where to send a call, and how often."""
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
    """Shorten pydantic's schema.

    The bounds of our integers get JSON Schema's names, "or null" becomes a type, and a default of null goes.
    """
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    return _plain_object(schema) if isinstance(schema, dict) else schema


def _plain_object(schema: dict[str, Any]) -> dict[str, Any]:
    plain = {BOUNDS.get(name, name): _plain(part) for name, part in schema.items()}
    match plain.get("anyOf"):
        case [{"type": str()} as inner, {"type": "null"}]:
            del plain["anyOf"]
            plain |= inner | {"type": [inner["type"], "null"]}
    if plain.get("default", ...) is None:
        del plain["default"]
    bounded = {name: part for name, part in plain.items() if (name, part) not in INT64}
    wide = len(bounded) < len(plain) and "maximum" not in bounded
    return {**bounded, "format": "int64"} if wide else bounded
