import type { Todo } from "./upload";

/** How far a file is. `here`: only in this browser, until the page may upload and the server answers. `why` of a failure is the
 *  server's code, or `gone` when the browser lost the file before it was uploaded. `coming`: another device has not sent all of
 *  it yet. `stopped`: it sends no more. `missing`: neither this browser nor the server has it. */
export type FileState =
	| { is: "here" | "stored" | Absence }
	| { is: "uploading"; percent: number }
	| { is: "failed"; why: string };

/** How far the files of this browser are on their way to the server. */
export interface Progress {
	/** Files that are not there yet. */
	count: number;
	/** Of the bytes of these files, and of those that arrived before them. */
	percent: number;
}

/** Why this page cannot show a file now. */
export type Absence = "coming" | "stopped" | "missing";

const ABSENCES: ReadonlySet<string> = new Set<Absence>(["coming", "stopped", "missing"]);

/** Return why a file is not here. Null: it is here, or nothing is known of it. */
export function absenceOf(state: FileState | null | undefined): Absence | null {
	return state && ABSENCES.has(state.is) ? (state.is as Absence) : null;
}

/** The states of a show's files, for all who show them. `todos`: what is left to upload. */
export class FileStates {
	/** By the files' hashes. A change makes a new map. */
	all: ReadonlyMap<string, FileState> = new Map();
	/** The files that this page cannot show now. A change makes a new set. */
	absent: ReadonlySet<string> = new Set();
	/** Null: nothing is on its way. */
	progress: Progress | null = null;
	/** Bytes that arrived since nothing was on its way. */
	private arrived = 0;
	private readonly listeners = new Set<() => void>();

	constructor(private readonly todos: Map<string, Todo>) {}

	/** Hear of each change. Returns a function that stops. */
	readonly subscribe = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	};

	/** Set the state of a file. Null: nothing is known of it. */
	set(sha256: string, state: FileState | null): void {
		const next = new Map(this.all);
		if (state) next.set(sha256, state);
		else next.delete(sha256);
		this.all = next;
		if (this.absent.has(sha256) !== !!absenceOf(state)) {
			this.absent = new Set([...next].filter(([, one]) => absenceOf(one)).map(([hash]) => hash));
		}
		this.progress = this.sum();
		if (!this.progress) this.arrived = 0;
		for (const listener of this.listeners) listener();
	}

	/** The server has a file. */
	store(sha256: string): void {
		this.arrived += this.todos.get(sha256)?.size ?? 0;
		this.todos.delete(sha256);
		this.set(sha256, { is: "stored" });
	}

	/** A file that failed is not on its way. */
	private sum(): Progress | null {
		let [count, there, all] = [0, this.arrived, this.arrived];
		for (const { sha256, size } of this.todos.values()) {
			const state = this.all.get(sha256);
			if (state?.is === "failed") continue;
			count += 1;
			all += size;
			if (state?.is === "uploading") there += (size * state.percent) / 100;
		}
		return count ? { count, percent: Math.floor((there / all) * 100) } : null;
	}
}
