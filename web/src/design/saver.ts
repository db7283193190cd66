import { mayPass } from "../net/call";
import { pauseAfter } from "../net/retry";
import { type Calls, isStale, isTooNew } from "./calls";
import { type Copy, forgetOldScene, keepCopy } from "./copies";
import type { Design } from "./document";
import { kept, same } from "./same";
import { checked } from "./validate";

/** A change waits so long for the next one, and at most so long in all. */
const PAUSE_MS = 300;
const LONGEST_MS = 1000;
/** From the start of one call to the start of the next. */
const APART_MS = 1000;

/** The document that the host changes. */
export interface Edited {
	current: () => Design;
	/** Show a document of the server. `step`: undo leads back to the one before. */
	show: (design: Design, step: boolean) => void;
	tell: (problem: "elsewhere" | "unsaved" | "unreadable" | "") => void;
	/** The page knows what the server has. */
	ready: (ready: boolean) => void;
}

/**
 * Keeps the document and the server's one the same. It reads when the page begins to act and when it hears of a newer
 * revision. It writes soon after a change, one call at a time. A newer document of the server is shown, and undo leads
 * back to the host's own changes. This page knows best what is on air, so changes of that stay.
 */
export class Saver {
	private calls: Calls | null = null;
	/** The revision of `saved`. */
	private revision: number;
	/** The server's document, as far as this page knows. Null: only that it differs. */
	private saved: Design | null;
	/** A document that was sent, and the answer got lost. The server may have it. */
	private sent: Design | null = null;
	/** A document that the server refused. */
	private refused: Design | null = null;
	/** The newest revision that the server named. */
	private heard = 0;
	/** Read before the next write. */
	private mustRead = true;
	/** No read has succeeded since the page began to act. */
	private fresh = true;
	private unreadable = false;
	private busy = false;
	private failures = 0;
	private called = Number.NEGATIVE_INFINITY;
	/** When the oldest change came that was not sent yet. */
	private since: number | null = null;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly activity: number,
		private readonly edited: Edited,
		copy: Copy | null,
	) {
		this.revision = copy?.revision ?? 0;
		this.saved = copy?.unsaved ? null : edited.current();
	}

	/** Begin to read and write: this page holds the seat and acts. */
	start(calls: Calls): void {
		this.calls = calls;
		this.mustRead = this.fresh = true;
		this.failures = 0;
		void this.work();
	}

	/** Make no more calls. */
	stop(): void {
		this.calls = null;
		clearTimeout(this.timer);
		this.edited.ready(false);
	}

	/** The host changed the document. */
	changed(): void {
		this.since ??= performance.now();
		if (!this.busy && !this.failures) this.plan();
	}

	/** The server named its revision. */
	hear(revision: number): void {
		this.heard = Math.max(this.heard, revision);
		if (!this.busy && this.heard > this.revision && this.calls && !this.failures) this.plan();
	}

	/** The page may go away: write at once. */
	leave(): void {
		if (!this.dirty || !this.calls) return;
		this.keep(this.edited.current(), true);
		if (this.canWrite && !this.busy) void this.work(true);
	}

	private get dirty(): boolean {
		return this.edited.current() !== this.saved;
	}

	private get canWrite(): boolean {
		return this.dirty && !this.mustRead && !this.unreadable && this.edited.current() !== this.refused;
	}

	/** Plan the next call, if one is due. */
	private plan(): void {
		clearTimeout(this.timer);
		if (!this.calls) return;
		const now = performance.now();
		if (this.mustRead || this.heard > this.revision) {
			this.mustRead = true;
			this.timer = setTimeout(() => void this.work());
		} else if (this.canWrite) {
			const due = Math.max(Math.min(now + PAUSE_MS, (this.since ?? now) + LONGEST_MS), this.called + APART_MS);
			this.timer = setTimeout(() => void this.work(), due - now);
		} else if (this.dirty) {
			this.keep(this.edited.current(), true);
		}
	}

	private async work(leaving = false): Promise<void> {
		const { calls } = this;
		clearTimeout(this.timer);
		if (!calls || this.busy) return;
		this.busy = true;
		this.called = performance.now();
		try {
			if (this.mustRead) await this.read(calls);
			else if (this.canWrite) await this.write(calls, leaving);
			this.failures = 0;
		} catch (error) {
			this.fail(error);
		}
		this.busy = false;
		if (!this.failures) this.plan();
		else if (this.calls) this.timer = setTimeout(() => void this.work(), Math.max(pauseAfter(this.failures), APART_MS));
	}

	private fail(error: unknown): void {
		if (mayPass(error)) {
			this.failures += 1;
			return;
		}
		this.failures = 0;
		if (isStale(error)) {
			this.mustRead = true;
		} else if (this.mustRead) {
			// An older server has no such call, and a newer one may have written the design. The page works with its own copy.
			this.mustRead = false;
			this.heard = this.revision;
			this.unreadable = true;
			if (isTooNew(error)) this.edited.tell("unreadable");
			this.edited.ready(true);
		} else {
			this.refused = this.sent;
			this.edited.tell("unsaved");
		}
	}

	private async write(calls: Calls, leaving: boolean): Promise<void> {
		const design = this.edited.current();
		this.since = null;
		this.sent = design;
		this.keep(design, true);
		const { Revision } = await calls.write(design, this.revision, leaving);
		this.have(design, Revision);
	}

	private async read(calls: Calls): Promise<void> {
		const { Design: found, Revision } = await calls.read();
		const design = checked(found);
		this.mustRead = false;
		this.heard = Math.max(this.heard, Revision);
		this.unreadable = !design;
		if (design) this.settle(design, Revision);
		else this.edited.tell("unreadable");
		if (!design) this.revision = this.heard;
		this.fresh = false;
		this.edited.ready(true);
	}

	/** Settle the server's document with this page's own. */
	private settle(design: Design, revision: number): void {
		const current = this.edited.current();
		const ours = this.dirty;
		const ownAnswer = this.sent !== null && same(design, this.sent);
		if (same(design, current)) {
			this.have(current, revision);
		} else if (ownAnswer || (revision === this.revision && (ours || revision === 0))) {
			this.have(kept(current, design), revision);
		} else {
			const loud = ours || !this.fresh;
			const air = ours && this.saved !== null && !same(current.air, this.saved.air);
			this.edited.show(air ? withAirOf(design, current) : design, loud);
			const shown = this.edited.current();
			this.have(same(shown, design) ? shown : design, revision);
			if (loud) this.edited.tell("elsewhere");
		}
		forgetOldScene(this.activity);
	}

	/** The server has this document. */
	private have(design: Design, revision: number): void {
		this.saved = design;
		this.revision = revision;
		this.sent = this.refused = null;
		this.keep(design, false);
	}

	private keep(design: Design, unsaved: boolean): void {
		keepCopy(this.activity, { revision: this.revision, design, unsaved });
	}
}

/** Keep what this page has on air, where the other document has that scene. */
function withAirOf(design: Design, { air }: Design): Design {
	return design.scenes.some(({ id }) => id === air.scene) ? { ...design, air } : design;
}
