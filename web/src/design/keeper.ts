import type { Calls } from "./calls";
import { withOldScene } from "./copies";
import type { Design, Shown } from "./document";
import { dropDraft, seenOnAir, showToViewers } from "./draft";
import { FIRST } from "./first";
import { type Desk, edited, opened, redone, replaced, switched, undone } from "./history";
import { kept } from "./same";
import { Saver } from "./saver";

/**
 * A notice for the host. elsewhere: another device changed the design. unsaved: the server refused it. unreadable: this
 * page cannot read the stored one. full: it has no room for the edit.
 */
export type DesignNotice = "" | "elsewhere" | "unsaved" | "unreadable" | "full";

/** The design as the page shows it. */
export interface Shape {
	design: Design;
	/** What viewers see. Its parts keep their references while they stay the same. */
	shown: Shown;
	/** Viewers see another picture of the scene on air than the host edits. */
	draft: boolean;
	canUndo: boolean;
	canRedo: boolean;
	/** The page knows the stored design. Before that, viewers should see nothing of this page's. */
	ready: boolean;
	notice: DesignNotice;
}

export type Change = (design: Design) => Design;

/** Holds the design of a show for its studio, and the steps of undo. React reads it by `useSyncExternalStore`. */
export class DesignKeeper {
	shape: Shape;
	private desk: Desk;
	private readonly saver: Saver;
	private readonly listeners = new Set<() => void>();
	private acts = false;
	private named: number | undefined;

	/** `live`: the host wants the show on air. Edits of its picture are drafts then. */
	constructor(
		activity: number,
		private live: boolean,
	) {
		this.desk = opened(withOldScene(FIRST, activity));
		this.shape = { ...shapeOf(this.desk), ready: false, notice: "" };
		this.saver = this.makeSaver(activity);
	}

	subscribe = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};

	/** Begin to act for the show, which allows edits. Return a function that ends it. */
	act(calls: Calls): () => void {
		this.acts = true;
		this.saver.start(calls, this.named);
		return () => {
			this.saver.leave();
			this.acts = false;
			this.saver.stop();
		};
	}

	/** The server's view named this revision. An older server names none. */
	hear(revision: number | undefined): void {
		this.named = revision;
		if (revision !== undefined) this.saver.hear(revision);
	}

	leave = (): void => this.saver.leave();

	/** A show that is no longer wanted on air has no draft. */
	setLive(live: boolean): void {
		this.live = live;
		if (!live) this.set(switched(this.desk, showToViewers));
	}

	/** Make an edit. Edits with the same `step` in a row are one step of undo. Return whether the design took it. */
	edit = (change: Change, { step = "" }: { step?: string } = {}): boolean => {
		if (!this.acts) return false;
		const desk = edited(this.desk, change, this.live, step);
		if (!desk) this.update({ notice: "full" });
		else if (this.shape.notice === "full") this.update({ notice: "" });
		return desk !== null && this.set(desk);
	};

	/** Change what happens on air. It reaches viewers at once, and it is no step of undo. */
	air = (change: Change): boolean => this.acts && this.set(switched(this.desk, change));

	undo = (): boolean => this.acts && this.set(undone(this.desk, this.live));
	redo = (): boolean => this.acts && this.set(redone(this.desk, this.live));
	showToViewers = (): boolean => this.air(showToViewers);
	dropDraft = (): boolean => this.edit(dropDraft);
	/** Replace the design by that of an earlier show, as one step of undo. Return it. Throws what a call throws. */
	copy = async (from: number): Promise<Design> => {
		await this.saver.change((calls) => calls.copy(from));
		return this.desk.design;
	};
	dismiss = (): void => this.update({ notice: "" });

	private set(desk: Desk): boolean {
		if (desk === this.desk) return true;
		const { design } = this.desk;
		this.desk = desk;
		this.update(shapeOf(desk, this.shape.shown));
		if (desk.design !== design) this.saver.changed();
		return true;
	}

	private update(part: Partial<Shape>): void {
		this.shape = { ...this.shape, ...part };
		for (const listener of this.listeners) listener();
	}

	private makeSaver(activity: number): Saver {
		const show = (design: Design, step: boolean) => {
			const own = kept(this.desk.design, this.live ? design : showToViewers(design));
			this.desk = step ? replaced(this.desk, own) : opened(own);
			this.update(shapeOf(this.desk, this.shape.shown));
		};
		return new Saver(activity, {
			current: () => this.desk.design,
			show,
			tell: (notice) => this.update({ notice }),
			ready: (ready) => ready !== this.shape.ready && this.update({ ready }),
		});
	}
}

function shapeOf({ design, past, future }: Desk, before?: Shown) {
	const shown = kept(before, seenOnAir(design));
	return { design, shown, draft: !!design.air.shown, canUndo: past.length > 0, canRedo: future.length > 0 };
}
