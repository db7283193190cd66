"""Read the docstrings of a model's fields, for the OpenAPI documents.

Pydantic can do it (`use_attribute_docstrings`), but then it reads the source of every model at each start of a server.
That took a quarter of the start. Only the documents need them.
"""

import ast
import inspect
import textwrap
from functools import lru_cache
from itertools import pairwise

from pydantic import BaseModel


def of_fields(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstring under each field of a model, by the field's name. A field may come from a base class.

    The form is that of PEP 257, "attribute docstrings".
    """
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if kind is not BaseModel and issubclass(kind, BaseModel):
            found |= _own(kind)
    return {name: text for name, text in found.items() if name in model.model_fields}


@lru_cache(maxsize=1024)
def _own(kind: type[BaseModel]) -> dict[str, str]:
    try:
        source = inspect.getsource(kind)
    except OSError:  # it comes from create_model
        return {}
    found: dict[str, str] = {}
    for field, text in pairwise(ast.iter_child_nodes(ast.parse(textwrap.dedent(source)).body[0])):
        match field, text:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(words))):
                found[name] = inspect.cleandoc(words)
    return found
