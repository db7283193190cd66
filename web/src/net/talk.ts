/** The conversation of a show as its pages hear it: messages, questions, reactions (docs/page-protocol.md). */

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Message = Schemas["ShownMessage"];
export type Question = Schemas["ShownQuestion"];
export type TalkEvent = Schemas["TalkEvent"];
/** The rules of the conversation, as the view tells them. */
export type ChatRules = Schemas["ChatView"];

export interface TalkState {
	/** The first event has come. */
	ready: boolean;
	/** By id. */
	messages: readonly Message[];
	/** By id. */
	questions: readonly Question[];
	reactions: Readonly<Record<string, number>>;
	/** The reader's name; "" for one who told none. */
	name: string;
	/** The ids of the reader's own messages. */
	own: ReadonlySet<number>;
	/** The number of the reader as an author. The page learns it from an own message; 0 before. */
	userId: number;
	votes: ReadonlySet<number>;
}

/** Older messages are asked for again, by GetMessages. */
export const KEPT = 1000;

export const SILENCE: TalkState = {
	ready: false,
	messages: [],
	questions: [],
	reactions: {},
	name: "",
	own: new Set(),
	userId: 0,
	votes: new Set(),
};

/** Tell whether the reader wrote this message. */
export const isOwn = ({ own, userId }: TalkState, { Id, UserId }: Message): boolean =>
	own.has(Id) || (userId !== 0 && UserId === userId);

/** Take one event. Each entry is whole and takes the place of the one with its id, so nothing is lost or doubled. */
export function taken(before: TalkState, event: TalkEvent): TalkState {
	const { Fresh, Emptied, Messages, Questions, Reactions, Mine } = event;
	const state = Fresh ? { ...SILENCE, name: before.name, userId: before.userId, votes: before.votes } : before;
	const kept = marked(Emptied ? state.messages.filter(({ Id }) => Id > Emptied) : state.messages, Messages);
	// A message that waits for review was never shown. Its author keeps it, also when the crew hides it.
	const waits = new Set(kept.filter((one) => one.State === "held" && isOwn(state, one)).map(({ Id }) => Id));
	const messages = merged(
		kept,
		Messages.filter(({ Id, Gone }) => !(Gone && waits.has(Id))),
	);
	const next: TalkState = {
		...state,
		ready: true,
		// Messages that the reader asked for stay, also beyond the bound.
		messages: messages.slice(-Math.max(KEPT, kept.length)),
		questions: merged(state.questions, Questions),
		reactions: Reactions.length
			? { ...state.reactions, ...Object.fromEntries(Reactions.map(({ Kind, Count }) => [Kind, Count])) }
			: state.reactions,
	};
	if (!Mine) return next;
	const mine = Mine.Messages.reduce(withOwn, next);
	return {
		...mine,
		questions: merged(mine.questions, Mine.Questions),
		name: Mine.UserName || mine.name,
		votes: new Set(Mine.Votes),
	};
}

/** Give the messages of an author the marks of the newest one. They tell the crew who is silenced or banned. */
function marked(kept: readonly Message[], news: readonly Message[]): readonly Message[] {
	if (!news.length) return kept;
	const authors = new Map(news.filter(({ Gone }) => !Gone).map((one) => [one.UserId, one]));
	return kept.map((one) => {
		const { Silenced, Banned } = authors.get(one.UserId) ?? one;
		return one.Silenced === Silenced && one.Banned === Banned ? one : { ...one, Silenced, Banned };
	});
}

/** Take an own message, from the answer to sending it. It comes by the events too, with the same id. */
export function withOwn(state: TalkState, message: Message): TalkState {
	return {
		...state,
		messages: merged(state.messages, [message]),
		own: new Set([...state.own, message.Id]),
		userId: message.UserId || state.userId,
		// The reader may have told the name in another tab.
		name: message.UserName || state.name,
	};
}

/** Put new and changed entries in their places, and leave out those that are gone. */
export function merged<Entry extends Message | Question>(now: readonly Entry[], news: readonly Entry[]): readonly Entry[] {
	if (!news.length) return now;
	const all = new Map(now.map((entry) => [entry.Id, entry]));
	for (const entry of news) {
		if (entry.Gone) all.delete(entry.Id);
		else all.set(entry.Id, entry);
	}
	return [...all.values()].sort((a, b) => a.Id - b.Id);
}

/** Keeps the conversation of one page. Its events come beside the view, through whatever carries them. */
export class Talk {
	state = SILENCE;
	/** The cursor of the last event; null before the first one. */
	after: number | null = null;
	/** The texts that the server has not taken, by the id of their fields. A field may go and come back. */
	drafts = new Map<string, string>();
	private listeners = new Set<() => void>();
	/** Called with each event that is not late, before the state changes. */
	hear: ((event: TalkEvent) => void) | null = null;

	/** Take an event. While two carriers run side by side, an older one may come late: only what is the reader's own counts. */
	take = (event: TalkEvent): void => {
		const late = this.after !== null && event.Seq < this.after && !event.Fresh;
		if (!late) {
			this.after = event.Seq;
			this.hear?.(event);
		}
		this.set(taken(this.state, late ? { ...event, Emptied: 0, Messages: [], Questions: [], Reactions: [] } : event));
	};

	set = (next: TalkState): void => {
		this.state = next;
		for (const listener of this.listeners) listener();
	};

	/** Take an own message that the server has taken. */
	addOwn = (message: Message): void => this.set(withOwn(this.state, message));

	/** Take an own question. One that all see comes by the events too, with the same id. */
	addQuestion = (question: Question): void => {
		this.set({ ...this.state, questions: merged(this.state.questions, [question]) });
	};

	/** Take messages from before the first one. */
	addEarlier = (messages: readonly Message[]): void => {
		this.set({ ...this.state, messages: merged(this.state.messages, messages) });
	};

	get = (): TalkState => this.state;

	/** Call the listener after each change. Returns a function that ends this. */
	listen = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};
}
