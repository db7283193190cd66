import { useRef, useState } from "react";
import { Outbox, type Pending } from "./outbox";
import { needsName, type Refusal, refusalOf } from "./refusal";
import { left, tidy } from "./text";
import { useWait } from "./useWait";

interface Options {
	/** The id of the field. */
	id: string;
	/** The texts that are written, by the id of their fields. They outlive the fields. */
	drafts: Map<string, string>;
	/** The most code points. */
	most: number;
	/** Tell whether the text needs a name, and the author has told none. */
	nameless: () => boolean;
	/** Ask for the name, then send again. */
	onNameless: (send: () => void) => void;
	/** Bring a text to the server. Throws what a call throws. */
	say: (text: string, nonce: string) => Promise<unknown>;
	/** Between two texts of this author. */
	slowSeconds: number;
	/** Called with the texts that are on their way, at each change. */
	onPending?: (pending: readonly Pending[]) => void;
}

export interface Box {
	typed: string;
	type: (text: string) => void;
	/** Code points that are left. */
	left: number;
	/** Seconds until the author may send. */
	wait: number;
	refusal: Refusal | null;
	send: () => void;
}

/** Keep what a person writes until the server has taken it. A refused text comes back into the box, before what was typed since. */
export function useBox({ id, drafts, most, nameless, onNameless, say, slowSeconds, onPending = ignore }: Options): Box {
	const written = () => drafts.get(id) ?? "";
	const [typed, setTyped] = useState(written);
	const put = (text: string) => {
		drafts.set(id, text);
		setTyped(text);
	};
	const [refusal, setRefusal] = useState<Refusal | null>(null);
	const [wait, startWait] = useWait();
	const outbox = useRef<Outbox>(null);
	outbox.current ??= new Outbox(onPending);
	const rest = left(typed, most);
	const type = (text: string) => {
		put(text);
		if (refusal && !refusal.seconds) setRefusal(null);
	};
	const send = () => {
		const text = tidy(typed);
		if (!text || rest < 0 || wait > 0) return;
		if (nameless()) askName();
		else void deliver(text);
	};
	/** Ask for the name. Then all that stands in the box goes out, also what was typed since. */
	const askName = () => onNameless(() => void deliver(tidy(written())));
	const deliver = async (text: string) => {
		if (!text) return;
		put("");
		setRefusal(null);
		try {
			await outbox.current?.send(text, say);
			if (slowSeconds) startWait(slowSeconds);
		} catch (error) {
			put([text, written()].filter(Boolean).join("\n"));
			if (needsName(error)) return askName();
			const reason = refusalOf(error);
			setRefusal(reason);
			if (reason.seconds) startWait(reason.seconds);
		}
	};
	return { typed, type, left: rest, wait, refusal: refusal?.seconds && !wait ? null : refusal, send };
}

function ignore(): void {}
