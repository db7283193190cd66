import type { ChatRules, Message, Question, TalkEvent } from "../net/talk";

/** Make a message out of the parts that a test is about. */
export const messageOf = (part: Partial<Message> = {}): Message => ({
	Id: 1,
	Gone: false,
	Time: 1_796_000_000,
	UserId: 11,
	UserName: "Aki",
	Mark: "",
	Text: `message ${part.Id ?? 1}`,
	Likes: 0,
	State: "shown",
	Silenced: false,
	Banned: false,
	...part,
});

/** Make a question out of the parts that a test is about. */
export const questionOf = (part: Partial<Question> = {}): Question => ({
	Id: 1,
	Gone: false,
	Time: 1_796_000_000,
	UserId: 11,
	UserName: "Aki",
	Text: `question ${part.Id ?? 1}`,
	Votes: 0,
	Answered: false,
	OnScreen: false,
	State: "shown",
	Silenced: false,
	Banned: false,
	...part,
});

/** Make what a viewer alone sees. */
export const mineOf = (part: Partial<NonNullable<TalkEvent["Mine"]>> = {}): NonNullable<TalkEvent["Mine"]> => ({
	UserName: "Bo",
	Messages: [],
	Questions: [],
	Votes: [],
	...part,
});

/** Make an event of the conversation. */
export const talkEvent = (part: Partial<TalkEvent> = {}): TalkEvent => ({
	Seq: 1,
	Fresh: false,
	Emptied: 0,
	Messages: [],
	Questions: [],
	Reactions: [],
	Mine: null,
	...part,
});

/** Make so many messages, from this id on. */
export const messagesFrom = (first: number, count: number): Message[] =>
	Array.from({ length: count }, (_, place) => messageOf({ Id: first + place }));

/** The rules of a show that allows all of it but links. */
export const RULES: ChatRules = {
	On: true,
	Questions: true,
	Reactions: true,
	Review: false,
	SlowSeconds: 0,
	Links: false,
	AnonymousQuestions: true,
	Pinned: null,
	Announcement: "",
};
