import { expect, test } from "vitest";
import { moved, movedTo } from "./order";

test.each([
	["b", -1, ["b", "a", "c"]],
	["b", 1, ["a", "c", "b"]],
	["a", -1, ["a", "b", "c"]],
	["c", 5, ["a", "b", "c"]],
	["unknown", 1, ["a", "b", "c"]],
])("%s moves by %i and stays within the list", (id, by, expected) => {
	expect(moved(["a", "b", "c"], id, by)).toEqual(expected);
});

test.each([
	["a", "c", ["b", "c", "a"]],
	["c", "a", ["c", "a", "b"]],
	["b", "b", ["a", "b", "c"]],
])("%s takes the place of %s", (id, to, expected) => {
	expect(movedTo(["a", "b", "c"], id, to)).toEqual(expected);
});
