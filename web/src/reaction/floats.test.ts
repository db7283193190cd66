import { expect, test } from "vitest";
import { floated, MOST } from "./floats";

const kinds = (list: readonly { kind: string }[]) => list.map(({ kind }) => kind);

test("each new reaction floats, and a crowd's thousand are a few", () => {
	expect(kinds(floated([], { heart: 4 }, { heart: 5, clap: 1 }))).toEqual(["heart", "clap"]);
	expect(kinds(floated([], {}, { fire: 1000 }))).toEqual(["fire", "fire", "fire"]);
});

test("a long storm floats no more than the bound, and unknown kinds or smaller counts float nothing", () => {
	let floats = floated([], {}, {});
	for (let count = 1; count < 30; count++) floats = floated(floats, { wow: count - 1 }, { wow: count });
	expect(floats).toHaveLength(MOST);
	expect(floated(floats, { wow: 9 }, { wow: 0, other: 5 })).toBe(floats);
});
