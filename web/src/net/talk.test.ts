import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { messageOf, messagesFrom, mineOf, questionOf, talkEvent } from "../testing/talk";
import { isOwn, KEPT, SILENCE, Talk, taken, withOwn } from "./talk";

const ids = (talk: Talk) => talk.state.messages.map(({ Id }) => Id);

test("messages stand in the order of their ids, and a changed one keeps its place", () => {
	const talk = new Talk();
	talk.take(talkEvent({ Seq: 3, Fresh: true, Messages: [messageOf({ Id: 3 }), messageOf({ Id: 1 })] }));
	talk.take(talkEvent({ Seq: 5, Messages: [messageOf({ Id: 2 }), messageOf({ Id: 1, Likes: 4 })] }));
	expect(ids(talk)).toEqual([1, 2, 3]);
	expect(talk.state.messages[0]?.Likes).toBe(4);
	expect(talk.after).toBe(5);
});

test("a message that is gone leaves, and emptying the chat takes all up to an id", () => {
	const talk = new Talk();
	talk.take(talkEvent({ Fresh: true, Messages: messagesFrom(1, 5) }));
	talk.take(talkEvent({ Seq: 2, Messages: [messageOf({ Id: 4, Gone: true })] }));
	expect(ids(talk)).toEqual([1, 2, 3, 5]);
	talk.take(talkEvent({ Seq: 3, Emptied: 3, Messages: [messageOf({ Id: 6 })] }));
	expect(ids(talk)).toEqual([5, 6]);
});

test("a fresh page takes the place of all that was heard, and the reader's name stays", () => {
	const talk = new Talk();
	const Mine = mineOf({ Messages: [messageOf({ Id: 2, State: "held" })], Questions: [questionOf({ Id: 6 })], Votes: [7] });
	talk.take(talkEvent({ Fresh: true, Messages: messagesFrom(1, 1), Questions: [questionOf()], Mine }));
	expect(talk.state).toMatchObject({ ready: true, name: "Bo", votes: new Set([7]) });
	expect(ids(talk)).toEqual([1, 2]);
	expect(talk.state.questions.map(({ Id }) => Id)).toEqual([1, 6]);
	talk.take(talkEvent({ Seq: 400, Fresh: true, Messages: messagesFrom(300, 2), Reactions: [{ Kind: "heart", Count: 2 }] }));
	expect(ids(talk)).toEqual([300, 301]);
	expect(talk.state).toMatchObject({ name: "Bo", questions: [], reactions: { heart: 2 } });
});

test("an older event of another carrier changes nothing but what is the reader's own", () => {
	const talk = new Talk();
	talk.take(talkEvent({ Seq: 9, Fresh: true, Messages: [messageOf({ Id: 1, Likes: 5 })] }));
	talk.take(talkEvent({ Seq: 8, Messages: [messageOf({ Id: 1, Likes: 4 })], Mine: mineOf() }));
	expect(talk.state.messages[0]?.Likes).toBe(5);
	expect(talk.state.name).toBe("Bo");
	expect(talk.after).toBe(9);
});

test("an own message stands there once, whichever of the answer and the event comes first", () => {
	const own = messageOf({ Id: 4, UserId: 21 });
	const answered = taken(withOwn(SILENCE, own), talkEvent({ Messages: [own] }));
	const heard = withOwn(taken(SILENCE, talkEvent({ Messages: [own] })), own);
	for (const state of [answered, heard]) {
		expect(state.messages).toEqual([own]);
		expect(isOwn(state, own)).toBe(true);
		expect(isOwn(state, messageOf({ Id: 5, UserId: 21 }))).toBe(true);
		expect(isOwn(state, messageOf({ Id: 5, UserId: 22 }))).toBe(false);
	}
});

test("an author keeps a message that the crew hid in the review, and loses one that was shown", () => {
	const held = withOwn(SILENCE, messageOf({ Id: 4, State: "held" }));
	const both = withOwn(held, messageOf({ Id: 5 }));
	const after = taken(both, talkEvent({ Messages: [4, 5].map((Id) => messageOf({ Id, Gone: true })) }));
	expect(after.messages.map(({ Id }) => Id)).toEqual([4]);
	expect(taken(after, talkEvent({ Messages: [messageOf({ Id: 4 })] })).messages[0]?.State).toBe("shown");
});

test("the oldest messages leave a long conversation", () => {
	const state = taken(SILENCE, talkEvent({ Fresh: true, Messages: messagesFrom(1, KEPT + 5) }));
	expect(state.messages).toHaveLength(KEPT);
	expect(state.messages[0]?.Id).toBe(6);
});

test("earlier messages that the reader asked for stay when the conversation goes on", () => {
	const talk = new Talk();
	talk.take(talkEvent({ Fresh: true, Messages: messagesFrom(51, KEPT) }));
	talk.addEarlier(messagesFrom(1, 50));
	talk.take(talkEvent({ Seq: 9000, Reactions: [{ Kind: "clap", Count: 1 }] }));
	expect(talk.get().messages[0]?.Id).toBe(1);
});

test("any cut of the same changes into events, repeated ones too, leads to the same messages", () => {
	const change = fc.record({ Id: fc.integer({ min: 1, max: 12 }), Likes: fc.nat(9), Gone: fc.boolean() });
	fc.assert(
		fc.property(fc.array(change, { maxLength: 40 }), fc.array(fc.nat(40)), (changes, cuts) => {
			const entries = changes.map(messageOf);
			const once = taken(SILENCE, talkEvent({ Messages: entries }));
			const talk = new Talk();
			const ends = [...new Set([0, ...cuts.map((cut) => cut % (entries.length + 1)), entries.length])].sort((a, b) => a - b);
			for (const [place, end] of ends.entries()) {
				const event = talkEvent({ Seq: end, Messages: entries.slice(ends[place - 1] ?? 0, end) });
				talk.take(event);
				talk.take(event);
			}
			expect(talk.state.messages).toEqual(once.messages);
		}),
	);
});

test("a listener hears of each change until it leaves", () => {
	const talk = new Talk();
	const listener = vi.fn();
	const leave = talk.listen(listener);
	talk.take(talkEvent());
	leave();
	talk.take(talkEvent());
	expect(listener).toHaveBeenCalledTimes(1);
});

test("the marks of an author's newest message hold for all of them, and other messages stay the same", () => {
	const talk = new Talk();
	talk.take(
		talkEvent({ Seq: 3, Fresh: true, Messages: [messageOf({ Id: 1 }), messageOf({ Id: 2, UserId: 12 }), messageOf({ Id: 3 })] }),
	);
	const other = talk.state.messages[1];
	const silenced = () => talk.state.messages.map(({ Silenced }) => Silenced);
	talk.take(talkEvent({ Seq: 4, Messages: [messageOf({ Id: 3, Silenced: true })] }));
	expect(silenced()).toEqual([true, false, true]);
	expect(talk.state.messages[1]).toBe(other);
	talk.take(talkEvent({ Seq: 5, Messages: [messageOf({ Id: 5, Gone: true, UserId: 0 }), messageOf({ Id: 3 })] }));
	expect(silenced()).toEqual([false, false, false]);
});
