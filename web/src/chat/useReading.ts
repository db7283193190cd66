import { useCallback, useEffect, useRef, useState } from "react";
import type { Message, Talk } from "../net/talk";
import type { Door } from "./door";
import { drawn, hasEarlier, newer, stepDown, stepUp, type Until } from "./reading";

/** How many earlier messages come at once. */
const COUNT = 50;

export interface Reading {
	shown: readonly Message[];
	/** The list is at the newest message and stays there. */
	follows: boolean;
	/** Messages that came since the reader scrolled up. */
	newer: number;
	hasEarlier: boolean;
	/** Earlier messages could not be read. */
	failed: boolean;
	/** The reader scrolled. `atEnd`: the last drawn message is in sight. */
	scrolled: (atEnd: boolean) => void;
	toNewest: () => void;
	/** Show earlier messages, from the server where the page has none. */
	earlier: () => Promise<void>;
}

/** Keep the reader's place in the conversation. */
export function useReading({ ask }: Door, talk: Talk, messages: readonly Message[]): Reading {
	const [until, setUntil] = useState<Until>(null);
	/** The server has nothing before the first message. */
	const [whole, setWhole] = useState(false);
	const [failed, setFailed] = useState(false);
	const last = messages.at(-1)?.Id ?? null;
	const toNewest = useCallback(() => setUntil(null), []);
	const first = useRef(0);
	// A fresh page has forgotten what was before.
	useEffect(() => {
		const id = messages[0]?.Id ?? 0;
		if (id > first.current) setWhole(false);
		first.current = id;
	}, [messages]);
	const scrolled = (atEnd: boolean) => {
		if (until === null) setUntil(atEnd ? null : last);
		else if (atEnd) setUntil(stepDown(messages, until));
	};
	const earlier = async () => {
		setFailed(false);
		if (hasEarlier(messages, until)) return setUntil(stepUp(messages, until ?? last));
		try {
			const Before = messages[0]?.Id ?? 0;
			const { Messages } = await ask("GetMessages", { Before, Count: COUNT });
			if (Messages.length < COUNT) setWhole(true);
			talk.addEarlier(Messages);
			setUntil(stepUp([...Messages.toReversed(), ...messages], until ?? last));
		} catch {
			setFailed(true);
		}
	};
	return {
		shown: drawn(messages, until),
		follows: until === null,
		newer: newer(messages, until),
		hasEarlier: messages.length > 0 && (hasEarlier(messages, until) || (!whole && messages.length >= COUNT)),
		failed,
		scrolled,
		toNewest,
		earlier,
	};
}
