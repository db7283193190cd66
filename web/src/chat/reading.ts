import type { Message } from "../net/talk";

/** The most messages that are drawn at once. */
export const DRAWN = 200;
/** How far one step up or down goes. */
export const STEP = 50;

/** The last message that is drawn, by its id. Null: the newest, so the list follows the conversation. */
export type Until = number | null;

/** Return the place behind the last message that is drawn. */
function endOf(messages: readonly Message[], until: Until): number {
	if (until === null) return messages.length;
	const after = messages.findIndex(({ Id }) => Id > until);
	// All that the reader held is gone: the chat was emptied, or the page keeps no more. The oldest ones take its place.
	if (after === 0) return Math.min(DRAWN, messages.length);
	return after < 0 ? messages.length : after;
}

/** Return the messages that are drawn. */
export function drawn(messages: readonly Message[], until: Until): readonly Message[] {
	const end = endOf(messages, until);
	return messages.slice(Math.max(0, end - DRAWN), end);
}

/** Count the messages after those that are drawn. */
export const newer = (messages: readonly Message[], until: Until): number => messages.length - endOf(messages, until);

/** Tell whether earlier messages are here that are not drawn. */
export const hasEarlier = (messages: readonly Message[], until: Until): boolean => endOf(messages, until) > DRAWN;

/** Return how far the list reaches after one step up. */
export function stepUp(messages: readonly Message[], until: Until): Until {
	const end = endOf(messages, until);
	return end > DRAWN ? (messages[Math.max(DRAWN, end - STEP) - 1]?.Id ?? until) : until;
}

/** Return how far the list reaches after one step down. At the end it follows again. */
export function stepDown(messages: readonly Message[], until: Until): Until {
	const end = endOf(messages, until) + STEP;
	return end >= messages.length ? null : (messages[end - 1]?.Id ?? null);
}
