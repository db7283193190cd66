import { mayPass, NoAnswer } from "../net/call";
import { pauseAfter } from "../net/retry";
import { withAirOf } from "./air";
import { type Calls, isStale, isTooNew } from "./calls";
import { checkedLater, forgetOldScene } from "./copies";
import { DeviceCopy } from "./deviceCopy";
import type { Design } from "./document";
import type { Edited } from "./edited";
import { FIRST } from "./first";
import { same } from "./same";

/** A change waits so long for the next one, and at most so long in all. */
const PAUSE_MS = 300;
const LONGEST_MS = 1000;
/** From the start of one call to the start of the next. */
const APART_MS = 1000;

/**
 * Keeps the page's document and the server's one the same. It reads when the page begins to act, and when it hears of a
 * newer revision. It writes soon after a change, one call at a time. A newer document of the server is shown, and undo
 * leads back to the host's own changes. But this page knows best what is on air: its changes of that stay.
 */
export class Saver {
	private calls: Calls | null = null;
	/** The revision of `saved`. */
	private revision = 0;
	/** The server's document, as far as this page knows. Null: this device's copy has changes that were never confirmed. */
	private saved: Design | null;
	/** A document whose answer got lost. The server may have it. */
	private sent: Design | null = null;
	/** A document that the server refused. */
	private refused: Design | null = null;
	/** The newest revision that the server named, and one that this page cannot read. */
	private heard = 0;
	private skipped = 0;
	/** The revision that the server's view named when the page began to act. */
	private named: number | undefined;
	/** The stored design comes from a call of this page. */
	private own = false;
	/** The next call reads. */
	private mustRead = true;
	/** No read has succeeded since the page began to act. */
	private fresh = true;
	/** This page must not write over the stored design. */
	private unreadable = false;
	private busy = false;
	/** The call under way, or the last one. */
	private last: Promise<unknown> = Promise.resolve();
	private failures = 0;
	private called = Number.NEGATIVE_INFINITY;
	/** When the oldest unsent change came. */
	private since: number | null = null;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private readonly copy: DeviceCopy;

	constructor(
		private readonly activity: number,
		private readonly edited: Edited,
	) {
		this.saved = edited.current();
		this.copy = new DeviceCopy(activity, () => (this.dirty ? { revision: this.revision, design: edited.current() } : null));
	}

	/** Begin to read and write: this page holds the seat and acts. `named`: the revision that the server's view names. */
	start(calls: Calls, named: number | undefined): void {
		this.calls = calls;
		this.named = named;
		this.mustRead = this.fresh = true;
		this.refused = null;
		this.failures = 0;
		this.edited.tell("");
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
		this.copy.keepSoon();
		this.plan();
	}

	/** The server named its revision. */
	hear(revision: number): void {
		this.heard = revision;
		if (this.heard > Math.max(this.revision, this.skipped)) this.plan();
	}

	/** The page may go away: write at once. */
	leave(): void {
		if (!this.dirty || !this.calls) return;
		this.copy.keep();
		if (this.mayWrite) void this.work(true);
	}

	/** Let a call change the stored design, and show what it made. Undo leads back. Throws what the call throws, and NoAnswer
	 *  when the page acts no longer. */
	async change(run: (calls: Calls) => Promise<unknown>): Promise<void> {
		while (this.busy) await this.last;
		const { calls } = this;
		if (!calls) throw new NoAnswer("this page does not act for the show");
		clearTimeout(this.timer);
		this.busy = this.mustRead = true;
		const running = run(calls).finally(() => {
			this.busy = false;
		});
		this.last = running.catch(() => {});
		await running.catch((error) => {
			this.plan();
			throw error;
		});
		this.own = true;
		await this.work();
		if (this.mustRead) throw new NoAnswer("the new design did not come");
	}

	private get dirty(): boolean {
		return this.edited.current() !== this.saved;
	}

	private get shouldRead(): boolean {
		return this.mustRead || this.heard > Math.max(this.revision, this.skipped);
	}

	private get mayWrite(): boolean {
		return this.dirty && !this.shouldRead && !this.unreadable && this.edited.current() !== this.refused;
	}

	/** Plan the next call, if one is due. A call under way, and one that is repeated, come first. */
	private plan(): void {
		if (!this.calls || this.busy || this.failures) return;
		clearTimeout(this.timer);
		const now = performance.now();
		const soon = Math.min(now + PAUSE_MS, (this.since ?? now) + LONGEST_MS);
		if (this.shouldRead) this.timer = setTimeout(() => void this.work());
		else if (this.mayWrite) this.timer = setTimeout(() => void this.work(), Math.max(soon, this.called + APART_MS) - now);
	}

	private work(leaving = false): Promise<unknown> {
		const { calls } = this;
		if (!calls || this.busy) return this.last;
		clearTimeout(this.timer);
		this.busy = true;
		this.last = this.callOnce(calls, leaving);
		return this.last;
	}

	private async callOnce(calls: Calls, leaving: boolean): Promise<void> {
		this.called = performance.now();
		const reads = this.shouldRead;
		try {
			if (this.copy.mayBeLeft) await this.takeCopy();
			if (this.fresh && this.named === this.revision && !this.sent) this.know();
			else if (reads) await this.read(calls);
			else if (this.mayWrite) await this.write(calls, leaving);
			this.failures = 0;
		} catch (error) {
			this.fail(error, reads);
		}
		this.busy = false;
		if (!this.failures) this.plan();
		else if (this.calls) this.timer = setTimeout(() => void this.work(), Math.max(pauseAfter(this.failures), APART_MS));
	}

	private fail(error: unknown, reads: boolean): void {
		if (mayPass(error)) {
			this.failures += 1;
			// The server may have the document that was sent.
			this.mustRead = true;
			return;
		}
		this.failures = 0;
		if (isStale(error)) {
			this.mustRead = true;
		} else if (reads) {
			// An older server has no such call, and a newer one may have written the design.
			this.skip(this.heard);
			if (isTooNew(error)) this.edited.tell("unreadable");
		} else {
			this.refused = this.sent;
			this.sent = null;
			this.edited.tell("unsaved");
		}
	}

	private async write(calls: Calls, leaving: boolean): Promise<void> {
		const design = this.edited.current();
		this.since = null;
		this.sent = design;
		const { Revision } = await calls.write(design, this.revision, leaving);
		this.have(design, Revision);
	}

	/** Go on with the changes that an earlier page could not save. */
	private async takeCopy(): Promise<void> {
		const copy = await this.copy.take();
		if (!copy) return;
		this.revision = copy.revision;
		this.edited.show(copy.design, this.dirty);
		this.saved = null;
	}

	/** The stored design is the one that this page has, or the first one: there is nothing to read. */
	private know(): void {
		if (this.revision === 0) this.saved = FIRST;
		this.begun();
	}

	private begun(): void {
		this.mustRead = this.fresh = this.unreadable = false;
		forgetOldScene(this.activity);
		this.edited.ready(true);
	}

	private async read(calls: Calls): Promise<void> {
		const { Design: found, Revision } = await calls.read();
		const design = same(found, FIRST) ? FIRST : await checkedLater(found);
		this.heard = Revision;
		if (!design) {
			this.skip(Revision);
			this.edited.tell("unreadable");
			return;
		}
		if (this.unreadable) this.edited.tell("");
		this.settle(design, Revision);
		this.begun();
	}

	/** Go on with this page's own document, and leave the stored one alone. */
	private skip(revision: number): void {
		this.mustRead = false;
		this.unreadable = true;
		this.skipped = Math.max(this.skipped, revision);
		this.edited.ready(true);
	}

	/** Settle the server's document with this page's own. */
	private settle(design: Design, revision: number): void {
		const current = this.edited.current();
		const ours = this.dirty;
		const landed = this.sent !== null && same(design, this.sent);
		if (same(design, current)) {
			this.have(current, revision);
		} else if (landed || (revision === this.revision && (ours || revision === 0))) {
			this.have(design, revision);
		} else {
			const loud = ours || !this.fresh;
			const switched = ours && !this.own && this.saved !== null && !same(current.air, this.saved.air);
			this.edited.show(switched ? withAirOf(design, current) : design, loud);
			const shown = this.edited.current();
			this.have(same(shown, design) ? shown : design, revision);
			if (loud && !this.own) this.edited.tell("elsewhere");
		}
		this.own = false;
	}

	/** The server has this document. */
	private have(design: Design, revision: number): void {
		if (this.refused) this.edited.tell("");
		this.saved = design;
		this.revision = revision;
		this.sent = this.refused = null;
		this.copy.settle();
	}
}
