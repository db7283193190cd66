"""A catalogue as an OpenAPI 3.1 document: the annotations of its actions, nothing written twice."""

import inspect
from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import models_json_schema

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


def document(title: str, actions: Iterable[Action[Any, Any, Any]], extra: Iterable[type[Wire]] = ()) -> dict[str, Any]:
    """The actions as paths `/{Action}/{Version}` (OpenAPI forbids a query string in a path).

    `extra` are models that no action names but a reader needs, such as what a page is sent as events.
    """
    listed = list(actions)
    models: list[tuple[type[Wire], Any]] = [(a.request, "validation") for a in listed]
    models += [(a.result, "serialization") for a in listed if a.result is not type(None)]
    models += [(model, "serialization") for model in extra]
    refs, schemas = models_json_schema(models, by_alias=True, ref_template=REF)
    schemas = _bounds(schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": {
            f"/{a.name}/{a.version}": {
                "post": _operation(a, refs[a.request, "validation"], refs.get((a.result, "serialization")))
            }
            for a in listed
        },
        "components": {"schemas": {"ResponseMetadata": METADATA, **schemas.get("$defs", {})}},
    }


BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def _bounds(schema: Any) -> Any:
    """JSON Schema's words where pydantic leaves its own, which it does behind a validator."""
    if isinstance(schema, list):
        return [_bounds(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    numbers = isinstance(schema.get("type"), str)
    return {BOUNDS.get(key, key) if numbers else key: _bounds(value) for key, value in schema.items()}


def _operation(action: Action[Any, Any, Any], request: dict[str, Any], result: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "operationId": action.name,
        "summary": (inspect.getdoc(action.function) or "").split("\n")[0],
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
