import { expect, test } from "vitest";
import { messagesFrom } from "../testing/talk";
import { DRAWN, drawn, hasEarlier, newer, STEP, stepDown, stepUp } from "./reading";

const edges = (list: readonly { Id: number }[]) => [list[0]?.Id, list.at(-1)?.Id];

test("a list that follows shows the newest, and never more than its bound", () => {
	const all = messagesFrom(1, 450);
	expect(drawn(all, null)).toHaveLength(DRAWN);
	expect(edges(drawn(all, null))).toEqual([251, 450]);
	expect(newer(all, null)).toBe(0);
});

test("a list that the reader holds stays as it is while messages come, and counts them", () => {
	const before = messagesFrom(1, 60);
	const after = messagesFrom(1, 63);
	expect(drawn(after, 60)).toEqual(before);
	expect(newer(after, 60)).toBe(3);
});

test("a held list whose last message was deleted stays where it is", () => {
	const all = messagesFrom(1, 63).filter(({ Id }) => Id !== 60);
	expect(edges(drawn(all, 60))).toEqual([1, 59]);
	expect(newer(all, 60)).toBe(3);
});

test("a held list shows the oldest messages once all that it held is gone", () => {
	const all = messagesFrom(100, 250);
	expect(edges(drawn(all, 60))).toEqual([100, 299]);
	expect(newer(all, 60)).toBe(50);
});

test("steps up and down meet every message, and end at the newest", () => {
	const all = messagesFrom(1, 330);
	let until = stepUp(all, null);
	expect(edges(drawn(all, until))).toEqual([81, 280]);
	until = stepUp(all, stepUp(all, until));
	expect(edges(drawn(all, until))).toEqual([1, DRAWN]);
	expect(hasEarlier(all, until)).toBe(false);
	expect(stepUp(all, until)).toBe(until);
	until = stepDown(all, until);
	expect(edges(drawn(all, until))).toEqual([STEP + 1, DRAWN + STEP]);
	expect(stepDown(all, stepDown(all, until))).toBeNull();
});
