"""Write the files that are generated from the calls. `--check` writes nothing and fails when a file is stale.

spec/openapi.json describes the signed door. spec/actions.md lists which of the vendor's actions are here.
spec/rights.md lists who may make which call of a session.
spec/show-design.json is the JSON Schema of the document of a show design.
spec/show-settings.json has the JSON Schema of each block of a show's settings.
spec/client.json describes our own pages' doors; web/src/net/schema.ts holds the pages' types, made from it.
web/src/console/schema.ts holds the types of the console's doors.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from types import NoneType
from typing import Any

import rights
import tools
import vendor
from kaibo.access.closed import ClosedView
from kaibo.app import BLOCKS, CLIENT, CONSOLE, ENTRANCE, SESSION, SIGNED, TALK_EVENT, VIEW, WATCH, WATCH_VIEW
from kaibo.features.design.document import Design
from kaibo.features.link.client_calls import LaunchState
from kaibo.gateway.spec import document, schema, signed_document

ROOT = Path(__file__).resolve().parent.parent
TYPES = ROOT / "web/src/net/schema.ts"
CONSOLE_TYPES = ROOT / "web/src/console/schema.ts"


def wanted() -> dict[Path, str]:
    """Return the text that each generated file should hold."""
    session = [replace(action, result=VIEW.model) if action.result is NoneType else action for action in SESSION]
    client = document(
        "Kaibo, for its own pages",
        [*CLIENT, *session, *WATCH],
        extra=[LaunchState, WATCH_VIEW.model, ClosedView, TALK_EVENT],
    )
    console = document("Kaibo's console", [*ENTRANCE, *CONSOLE])
    return {
        ROOT / "spec/openapi.json": _text(signed_document(SIGNED)),
        ROOT / "spec/actions.md": vendor.page(SIGNED),
        ROOT / "spec/rights.md": rights.page(SESSION),
        ROOT / "spec/client.json": _text(client),
        ROOT / "spec/show-design.json": _text(schema(Design)),
        ROOT / "spec/show-settings.json": _text({block.key: schema(block.model) for block in BLOCKS}),
        TYPES: types(client),
        CONSOLE_TYPES: types(console),
    }


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def types(data: dict[str, Any]) -> str:
    """Return the TypeScript types of an OpenAPI document."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "client.json"), Path(folder, "schema.ts")
        source.write_text(_text(data))
        program = ROOT / "web/node_modules/.bin/openapi-typescript"
        command = [str(program), str(source), "-o", str(target), "--default-non-nullable=false"]
        _, env = tools.npm()
        made = subprocess.run(command, env=env, cwd=ROOT / "web", capture_output=True, text=True, check=False)
        if made.returncode:
            sys.exit(f"openapi-typescript failed; `make dev` installs it again.\n{made.stdout}{made.stderr}")
        return target.read_text()


def main() -> None:
    files = wanted()
    stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        sys.exit(f"stale, run `make spec`: {', '.join(str(p.relative_to(ROOT)) for p in stale)}" if stale else 0)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path])


if __name__ == "__main__":
    main()
