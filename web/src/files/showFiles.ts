import { ApiError, call, mayPass } from "../net/call";
import { type Retry, retrying } from "../net/retry";
import { fileName } from "./fileName";
import { checked } from "./kinds";
import { type AtServer, Listing } from "./listing";
import { OwnFiles } from "./ownFiles";
import { prepareInWorker } from "./prepare";
import { absenceOf, type FileState, FileStates } from "./states";
import { type Todo, upload } from "./upload";

/** Refusals that end when this page has the seat again. */
const WITHOUT_SEAT = ["SeatTaken", "MovedToAnotherTab", "AccessDenied"];
const DAMAGED = "ResourceConflict.FileDamaged";
/** The server's disk is full. That may pass, but only when a person makes room. */
const NO_ROOM = "InsufficientStorage";

/** The files of a show in this browser, and their way to the server. A file is usable at once. It goes to the server in parts,
 *  behind the host's back. After a reload it goes on from where it was. */
export class ShowFiles {
	private readonly todos = new Map<string, Todo>();
	private readonly opening = new Map<string, Promise<Blob | null>>();
	private readonly known = new FileStates(this.todos);
	private readonly own;
	private readonly listing;
	private retry: Retry | undefined;
	private found: Promise<void> | undefined;
	private started = false;
	private allowed = false;
	private working = false;

	/** Take the page's base (`/s/{id}`) and the show. */
	constructor(
		private readonly base: string,
		private readonly activity: number,
		private readonly prepare = prepareInWorker,
	) {
		this.own = new OwnFiles(activity);
		this.listing = new Listing(base, activity, this.learn, () => this.retry?.later());
	}

	/** The state of each file, by its hash. A change makes a new map. */
	get states(): ReadonlyMap<string, FileState> {
		return this.known.all;
	}

	/** The files that this page cannot show now. A change makes a new set. */
	get absent(): FileStates["absent"] {
		return this.known.absent;
	}

	get progress(): FileStates["progress"] {
		return this.known.progress;
	}

	readonly subscribe = this.known.subscribe;

	/** Say whether this page may write: whether it holds the host seat. Without it no upload begins. One that began goes on. */
	allow(allowed: boolean): void {
		this.allowed = allowed;
		void this.work();
	}

	/** Take the revision of the show's files from the view. Another one means that the server has other files now. */
	hear(revision: string | undefined): void {
		if (this.listing.hear(revision) && this.found) void this.listing.read();
	}

	/** Return the name of a file that is left to upload. */
	nameOf(sha256: string): string {
		return this.todos.get(sha256)?.name ?? "";
	}

	/** Begin: find what is left to upload, and what the server has. */
	start(): void {
		addEventListener("online", this.wake);
		this.started = true;
		this.retry = retrying(this.wake);
		this.found ??= this.find();
	}

	/** End: nothing more is uploaded, until the next start. */
	stop(): void {
		removeEventListener("online", this.wake);
		this.started = false;
		this.allowed = false;
		this.retry?.stop();
	}

	/** Take a file from a picker or a drop. `look` reads it before anything is uploaded. When that rejects, the file is forgotten.
	 *  Returns what `look` found. Throws FileRefused. */
	async add<Found>(file: File, look: (todo: Todo) => Promise<Found>): Promise<Found> {
		const type = await checked(file);
		const { sha256, kept } = await this.prepare(file, this.activity);
		const todo = { sha256, name: fileName(file) || sha256.slice(0, 8), type, size: file.size };
		if (!kept) this.own.remember(sha256, file);
		const found = await look(todo).catch(async (refusal) => {
			if (!this.states.has(sha256)) await this.own.forget(sha256);
			throw refusal;
		});
		if (this.states.get(sha256)?.is === "stored") return found;
		this.todos.set(sha256, todo);
		this.known.set(sha256, { is: "here" });
		await this.own.note(todo);
		void this.work();
		return found;
	}

	/** Return a file's content: from this browser, else from the server. Null: neither has it, or the server does not answer now. A
	 *  file that the server does not have is asked for again when its files change. */
	open(sha256: string): Promise<Blob | null> {
		const running = this.opening.get(sha256);
		if (running) return running;
		const opened = this.read(sha256).finally(() => this.opening.delete(sha256));
		this.opening.set(sha256, opened);
		return opened;
	}

	/** Delete a file here and at the server. Throws what `call` throws, and the file then stays. */
	async remove(sha256: string): Promise<void> {
		await call(`${this.base}/call`, "DeleteShowFile", { ActivityId: this.activity, Sha256: sha256 }).catch((error) => {
			if (!(error instanceof ApiError && error.status === 404)) throw error;
		});
		this.todos.delete(sha256);
		await this.own.strike(sha256);
		await this.own.forget(sha256);
		this.known.set(sha256, null);
	}

	/** Try a failed upload once more, for example after other files were deleted. */
	again(sha256: string): void {
		if (this.todos.has(sha256)) this.known.set(sha256, { is: "here" });
		this.wake();
	}

	private readonly wake = () => {
		void this.listing.read();
		void this.work();
	};

	private async find(): Promise<void> {
		for (const todo of await this.own.noted()) {
			if (this.todos.has(todo.sha256)) continue;
			this.todos.set(todo.sha256, todo);
			this.known.set(todo.sha256, { is: "here" });
		}
		await this.listing.read();
		void this.work();
	}

	private readonly learn = async (atServer: AtServer): Promise<void> => {
		for (const [sha256, is] of atServer) {
			if (is === "stored" && this.states.get(sha256)?.is !== "stored") await this.stored(sha256);
		}
		for (const [sha256, state] of this.states) {
			if (absenceOf(state)) this.known.set(sha256, this.absence(sha256));
			// It was deleted. The next one with this content is uploaded.
			else if (state.is === "stored" && atServer.get(sha256) !== "stored") this.known.set(sha256, null);
		}
	};

	private absence(sha256: string): FileState | null {
		const is = this.listing.all.get(sha256) ?? "missing";
		return is === "stored" ? null : { is };
	}

	private async read(sha256: string): Promise<Blob | null> {
		const own = await this.own.read(sha256);
		if (own || !sha256) return own;
		if (this.listing.isTold && this.absent.has(sha256)) return null;
		try {
			const answer = await fetch(`${this.base}/file/${sha256}`, { credentials: "same-origin" });
			if (answer.status === 404) await this.miss(sha256);
			if (!answer.ok) return null;
			const content = await answer.blob();
			if (this.absent.has(sha256)) this.known.set(sha256, { is: "stored" });
			await this.own.keep(sha256, content);
			return content;
		} catch {
			return null;
		}
	}

	/** Note that the server did not have a file. It may have come meanwhile. */
	private async miss(sha256: string): Promise<void> {
		await this.listing.read();
		const absence = this.absence(sha256);
		if (absence && !this.todos.has(sha256)) this.known.set(sha256, absence);
	}

	/** Upload what is left, one file after the other. */
	private async work(): Promise<void> {
		if (this.working || navigator.onLine === false) return;
		this.working = true;
		try {
			for (let todo = this.next(); todo; todo = this.next()) if (!(await this.send(todo))) return;
		} finally {
			this.working = false;
		}
	}

	private next(): Todo | undefined {
		return this.allowed ? [...this.todos.values()].find(({ sha256 }) => this.states.get(sha256)?.is !== "failed") : undefined;
	}

	/** Upload one file. Returns whether the next one may follow. */
	private async send(todo: Todo, again = true): Promise<boolean> {
		const { sha256 } = todo;
		const content = await this.own.read(sha256);
		if (!content) return this.fail(sha256, "gone");
		const isLeft = () => this.todos.has(sha256); // else it was deleted meanwhile
		const goesOn = () => this.started && isLeft();
		const tell = (share: number) => {
			if (isLeft()) this.known.set(sha256, { is: "uploading", percent: Math.floor(share * 100) });
		};
		try {
			const whole = await upload(`${this.base}/call`, this.activity, todo, content, tell, goesOn);
			if (isLeft() && whole) await this.stored(sha256);
			else if (isLeft()) this.known.set(sha256, { is: "here" });
			this.retry?.reset();
			return true;
		} catch (error) {
			if (!isLeft()) return true;
			const code = error instanceof ApiError ? error.code : "";
			if (code === DAMAGED && again) return this.send(todo, false);
			if (code === NO_ROOM) return this.fail(sha256, code);
			if (!mayPass(error) && !WITHOUT_SEAT.includes(code)) return this.fail(sha256, code || String(error));
			this.known.set(sha256, { is: "here" });
			if (WITHOUT_SEAT.includes(code)) this.allowed = false;
			else this.retry?.later();
			return false;
		}
	}

	private async stored(sha256: string): Promise<void> {
		this.known.store(sha256);
		await this.own.strike(sha256);
	}

	private fail(sha256: string, why: string): true {
		this.known.set(sha256, { is: "failed", why });
		return true;
	}
}
