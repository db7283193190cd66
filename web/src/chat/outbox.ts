import { nonce } from "../net/nonce";
import { tryAgain } from "../net/retry";
import { mayRepeat } from "./refusal";

/** A text that is on its way. */
export interface Pending {
	nonce: string;
	text: string;
}

/** A server that does not answer is asked so many times more. Then the text goes back to its author. */
const MOST = 4;

/** Brings texts to the server. Each one has a nonce: the server takes it once, however often it is sent. */
export class Outbox {
	pending: readonly Pending[] = [];
	/** The nonces of texts whose answer got lost: the server may have them. */
	private lost = new Map<string, string>();

	constructor(private onChange: (pending: readonly Pending[]) => void) {}

	/** Send a text. Throws what the last try threw. */
	async send(text: string, say: (text: string, nonce: string) => Promise<unknown>): Promise<void> {
		const sent = { text, nonce: this.lost.get(text) ?? nonce() };
		this.set([...this.pending, sent]);
		try {
			await tryAgain(() => say(text, sent.nonce), MOST, mayRepeat);
			this.lost.delete(text);
		} catch (error) {
			if (mayRepeat(error)) this.lost.set(text, sent.nonce);
			else this.lost.delete(text);
			throw error;
		} finally {
			this.set(this.pending.filter((one) => one !== sent));
		}
	}

	private set(pending: readonly Pending[]): void {
		this.pending = pending;
		this.onChange(pending);
	}
}
