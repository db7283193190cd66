import { expect, test } from "vitest";
import { questionOf } from "../testing/talk";
import { openCount, ordered } from "./order";

const all = [
	questionOf({ Id: 1, Votes: 8 }),
	questionOf({ Id: 2, Votes: 9, Answered: true }),
	questionOf({ Id: 3, Votes: 8 }),
	questionOf({ Id: 4, Votes: 2 }),
];

test("questions stand by their votes or by their time, and answered ones come last", () => {
	expect(ordered(all, "votes").map(({ Id }) => Id)).toEqual([3, 1, 4, 2]);
	expect(ordered(all, "time").map(({ Id }) => Id)).toEqual([4, 3, 1, 2]);
	expect(openCount(all)).toBe(3);
});
