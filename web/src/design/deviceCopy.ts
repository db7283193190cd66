import { type Copy, dropCopy, keepCopy, readCopy } from "./copies";

/** A change waits so long for the next one. */
const PAUSE_MS = 300;

/** This device's copy of the changes that the server has not confirmed. */
export class DeviceCopy {
	/** An earlier page may have left one, and it is not read yet. */
	mayBeLeft = true;
	/** Runs while a change waits to be kept. */
	private keeping: ReturnType<typeof setTimeout> | undefined;

	/** `unsaved` gives what the server has not confirmed; null for nothing. */
	constructor(
		private readonly activity: number,
		private readonly unsaved: () => Copy | null,
	) {}

	/** Read the copy that an earlier page left. Throws NoAnswer, and then it may still be there. */
	async take(): Promise<Copy | null> {
		const copy = await readCopy(this.activity);
		this.mayBeLeft = false;
		return copy;
	}

	keepSoon(): void {
		this.keeping ??= setTimeout(() => this.keep(), PAUSE_MS);
	}

	keep(): void {
		clearTimeout(this.keeping);
		this.keeping = undefined;
		const copy = this.mayBeLeft ? null : this.unsaved();
		if (copy) keepCopy(this.activity, copy);
	}

	/** The server answered: keep what it has not, or nothing. */
	settle(): void {
		if (this.unsaved()) this.keep();
		else dropCopy(this.activity);
	}
}
