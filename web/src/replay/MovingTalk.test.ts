// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test } from "vitest";
import type { Ask } from "../chat/door";
import { type Message, Talk } from "../net/talk";
import { pass } from "../testing/act";
import { messageOf, questionOf, talkEvent } from "../testing/talk";
import { MovingTalk } from "./MovingTalk";

/** The messages of the server: one each two seconds. */
let stored: Message[];
let asked: [string, number][];
let fails: boolean;
let page: Talk;
let moving: MovingTalk;

const answers: Record<string, (body: Record<string, number>) => Message[]> = {
	GetMessagesAt: ({ Time = 0, Count }) =>
		stored
			.filter((one) => one.Time <= Time)
			.slice(-(Count ?? 50))
			.toReversed(),
	GetLaterMessages: ({ After = 0, Count }) => stored.filter((one) => one.Id > After).slice(0, Count),
};
const ask = (async (action: string, body: Record<string, number>) => {
	asked.push([action, body.Time ?? body.After ?? 0]);
	if (fails) throw new Error("away");
	return { Messages: answers[action]?.(body) };
}) as unknown as Ask;

beforeEach(() => {
	stored = Array.from({ length: 1000 }, (_, place) => messageOf({ Id: place + 1, Time: place * 2 }));
	asked = [];
	fails = false;
	page = new Talk();
	moving = new MovingTalk(page, ask);
	moving.follow();
});

const go = async (moment: number) => {
	moving.at(moment);
	await pass();
};
const last = () => moving.state.messages.at(-1)?.Id;

test("the conversation ends at the moment, forwards and backwards", async () => {
	for (const [moment, id] of [
		[1000, 501],
		[1007.9, 504],
		[990, 496],
		[20, 11],
	] as const) {
		await go(moment);
		expect(last()).toBe(id);
	}
	expect(moving.state.messages).toHaveLength(11);
});

test("no message of the future is shown while the earlier ones are read", async () => {
	await go(1000);
	moving.at(100);
	expect(moving.state.messages).toEqual([]);
});

test("playing on reads ahead, and asks for nothing that is here", async () => {
	await go(1000);
	expect(asked).toHaveLength(2);
	for (let moment = 1001; moment < 1375; moment += 1) await go(moment);
	expect(asked).toHaveLength(2);
	await go(1390);
	expect(asked.slice(2)).toEqual([["GetLaterMessages", 701]]);
	await go(1998);
	expect(last()).toBe(1000);
});

test("a place with few messages before it and a show without any ask once", async () => {
	stored = [];
	await go(10);
	await go(500);
	await go(5);
	expect(asked).toHaveLength(2);
	expect(moving.state.messages).toEqual([]);
});

test("messages whose numbers and clocks differ are all there, and asked for once", async () => {
	stored = Array.from({ length: 400 }, (_, place) => messageOf({ Id: place + 1, Time: 1000 - (place % 2) * 30 }));
	await go(999);
	expect(asked.length).toBeLessThan(8);
	await go(1000);
	expect(last()).toBe(400);
});

test("what the crew deletes leaves the replay, and comes back with no reading", async () => {
	await go(1000);
	page.take(talkEvent({ Seq: 2000, Messages: [messageOf({ Id: 501, Gone: true })] }));
	expect(last()).toBe(500);
	page.take(talkEvent({ Seq: 2001, Emptied: 499 }));
	expect(moving.state.messages.map(({ Id }) => Id)).toEqual([500]);
});

test("a page that was away reads again, because it may have missed a deletion", async () => {
	await go(1000);
	stored = stored.filter(({ Id }) => Id !== 501);
	page.take(talkEvent({ Seq: 9, Fresh: true }));
	await go(1000);
	expect(last()).toBe(500);
});

test("questions come at the moment at which they were asked", async () => {
	page.take(talkEvent({ Fresh: true, Questions: [questionOf({ Id: 1, Time: 10 }), questionOf({ Id: 2, Time: 900 })] }));
	await go(500);
	expect(moving.state.questions.map(({ Id }) => Id)).toEqual([1]);
});

test("earlier messages stand before the others", async () => {
	await go(1000);
	moving.addEarlier([messageOf({ Id: 1, Time: 0 })]);
	expect(moving.state.messages[0]?.Id).toBe(1);
});

test("a server that is away is not asked at each moment", async () => {
	fails = true;
	for (const moment of [1000, 1001, 1002]) await go(moment);
	expect(asked).toHaveLength(1);
});
