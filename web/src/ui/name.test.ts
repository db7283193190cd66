import { expect, test } from "vitest";
import { lengthProblem, NAME_MAX } from "./name";

const files = import.meta.glob<string>("../../../server/kaibo/names.py", { query: "?raw", import: "default", eager: true });

test("a name has at most as many letters as the server takes", () => {
	expect(Object.values(files)[0]).toContain(`\nPERSON_MAX = ${NAME_MAX}\n`);
});

test.each([
	["", "empty"],
	["  ", "empty"],
	["王磊", ""],
	[` ${"🦊".repeat(15)} `, ""],
	["e\u0301".repeat(15), ""],
	["W".repeat(16), "long"],
])("the length of %j is %j", (name, problem) => {
	expect(lengthProblem(name)).toBe(problem);
});
