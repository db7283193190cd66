import { expect, test } from "vitest";
import { causeOf } from "./open";

const named = (name: string) => Object.assign(new Error("why"), { name });

test.each([
	["NotAllowedError", "refused"],
	["SecurityError", "refused"],
	["AbortError", "busy"],
	["NotReadableError", "busy"],
	["NotFoundError", "none"],
	["OverconstrainedError", "none"],
	["TypeError", "failed"],
])("the error %s has the cause %s", (name, cause) => {
	expect(causeOf(named(name))).toBe(cause);
});
