import { expect, test } from "vitest";
import { Role, Status } from "./roles";

const files = import.meta.glob<string>("../../../server/kaibo/**/*.py", { query: "?raw", import: "default", eager: true });

/** Read an IntEnum's members out of the server's source, wherever it stands. */
function serverEnum(name: string): Record<string, number> {
	const start = `class ${name}(IntEnum):`;
	const [, body = ""] =
		Object.values(files)
			.find((text) => text.includes(start))
			?.split(start) ?? [];
	const [members = ""] = body.split(/\n\S/);
	return Object.fromEntries([...members.matchAll(/^ {4}([A-Z_]+) = (\d+)$/gm)].map(([, key, value]) => [key, Number(value)]));
}

test("roles have the server's numbers", () => {
	expect(serverEnum("Role")).toEqual(Role);
});

test("statuses have the server's numbers", () => {
	expect(serverEnum("Status")).toEqual(Status);
});
