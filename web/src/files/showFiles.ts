import { ApiError, call, mayPass } from "../net/call";
import { type Retry, retrying } from "../net/retry";
import { checked } from "./kinds";
import { folderOf, prepareInWorker } from "./prepare";
import { type Todo, upload } from "./upload";

/** How far a file is. `here`: only in this browser, until the page may upload and the server answers. `why` of a failure is the
 *  server's code, or `gone` when the browser lost the file before it was uploaded. */
export type FileState = { is: "here" } | { is: "uploading"; percent: number } | { is: "stored" } | { is: "failed"; why: string };

/** The end of the name of the private file that says what is left to upload. */
const TODO = ".todo";
const LONGEST_NAME = 255;
/** Characters that the server takes in no name: controls, format characters, and what is no text at all. */
const NOT_IN_NAMES = /[\p{C}\p{Zl}\p{Zp}]+/gu;
/** Refusals that end when this page has the seat again, and says so by `allow`. */
const WITHOUT_SEAT = ["SeatTaken", "MovedToAnotherTab", "AccessDenied"];
const DAMAGED = "ResourceConflict.FileDamaged";

/** The files of a show in this browser, and their way to the server. A file is usable at once. It goes to the server in parts,
 *  behind the host's back. After a reload it goes on from where it was. */
export class ShowFiles {
	/** Files that the browser did not take, and those that were used already. */
	private readonly memory = new Map<string, Blob>();
	private readonly todos = new Map<string, Todo>();
	private readonly opening = new Map<string, Promise<Blob | null>>();
	private readonly listeners = new Set<() => void>();
	private readonly folder;
	private retry: Retry | undefined;
	private found: Promise<void> | undefined;
	private allowed = false;
	private working = false;
	private current: ReadonlyMap<string, FileState> = new Map();

	/** Take the page's base (`/s/{id}`) and the show. */
	constructor(
		private readonly base: string,
		private readonly activity: number,
		private readonly prepare = prepareInWorker,
	) {
		this.folder = folderOf(activity);
	}

	/** The state of each file, by its hash. A change makes a new map. */
	get states(): ReadonlyMap<string, FileState> {
		return this.current;
	}

	/** Hear of each change of the states. Returns a function that stops. */
	readonly subscribe = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	};

	/** Say whether this page may write: whether it holds the host seat. Without it uploads wait. */
	allow(allowed: boolean): void {
		this.allowed = allowed;
		void this.work();
	}

	/** Begin: find what is left to upload, and what the server has. */
	start(): void {
		addEventListener("online", this.wake);
		this.retry = retrying(this.wake);
		this.found ??= this.find();
	}

	/** End: nothing more is uploaded, until the next start. */
	stop(): void {
		removeEventListener("online", this.wake);
		this.allowed = false;
		this.retry?.stop();
	}

	/** Take a file from a picker or a drop. Returns what a show design keeps of it. Throws FileRefused. */
	async add(file: File): Promise<Todo> {
		const type = await checked(file);
		const { sha256, kept } = await this.prepare(file, this.activity);
		const name = file.name.normalize("NFC").replace(NOT_IN_NAMES, " ").trim().slice(0, LONGEST_NAME) || sha256.slice(0, 8);
		const todo = { sha256, name, type, size: file.size };
		if (!kept) this.memory.set(sha256, file);
		if (this.states.get(sha256)?.is === "stored") return todo;
		this.todos.set(sha256, todo);
		this.set(sha256, { is: "here" });
		if (kept) await this.folder.write(sha256 + TODO, new Blob([JSON.stringify(todo)]));
		void this.work();
		return todo;
	}

	/** Return a file's content: from this browser, else from the server. Null: neither has it, or the server does not answer now. The
	 *  next call asks again. */
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
		this.memory.delete(sha256);
		await this.folder.remove(sha256 + TODO);
		await this.folder.remove(sha256);
		this.set(sha256, null);
	}

	/** Try a failed upload once more, for example after other files were deleted. */
	again(sha256: string): void {
		if (this.todos.has(sha256)) this.set(sha256, { is: "here" });
		this.wake();
	}

	private readonly wake = () => void this.work();

	private async find(): Promise<void> {
		const names = await this.folder.names();
		for (const name of names.filter((each) => each.endsWith(TODO))) {
			const todo = await this.readTodo(name);
			if (!todo || this.todos.has(todo.sha256)) continue;
			this.todos.set(todo.sha256, todo);
			this.set(todo.sha256, { is: "here" });
		}
		const listed = await call(`${this.base}/call`, "ListShowFiles", { ActivityId: this.activity }).catch(() => ({ Files: [] }));
		for (const { Sha256, Done } of listed.Files) if (Done) await this.stored(Sha256);
		void this.work();
	}

	private async readTodo(name: string): Promise<Todo | null> {
		try {
			return JSON.parse((await (await this.folder.read(name))?.text()) ?? "null");
		} catch {
			return null;
		}
	}

	private async read(sha256: string): Promise<Blob | null> {
		const own = this.memory.get(sha256) ?? (await this.folder.read(sha256));
		if (own) return own;
		try {
			const answer = await fetch(`${this.base}/file/${sha256}`, { credentials: "same-origin" });
			if (!answer.ok) return null;
			const content = await answer.blob();
			if (!(await this.folder.write(sha256, content))) this.memory.set(sha256, content);
			return content;
		} catch {
			return null;
		}
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
		const content = this.memory.get(sha256) ?? (await this.folder.read(sha256));
		if (!content) return this.fail(sha256, "gone");
		const isLeft = () => this.todos.has(sha256); // else it was deleted meanwhile
		const goesOn = () => this.allowed && isLeft();
		const tell = (share: number) => {
			if (isLeft()) this.set(sha256, { is: "uploading", percent: Math.floor(share * 100) });
		};
		try {
			const whole = await upload(`${this.base}/call`, this.activity, todo, content, tell, goesOn);
			if (isLeft() && whole) await this.stored(sha256);
			else if (isLeft()) this.set(sha256, { is: "here" });
			this.retry?.reset();
			return true;
		} catch (error) {
			if (!isLeft()) return true;
			const code = error instanceof ApiError ? error.code : "";
			if (code === DAMAGED && again) return this.send(todo, false);
			if (!mayPass(error) && !WITHOUT_SEAT.includes(code)) return this.fail(sha256, code || String(error));
			this.set(sha256, { is: "here" });
			if (WITHOUT_SEAT.includes(code)) this.allowed = false;
			else this.retry?.later();
			return false;
		}
	}

	private async stored(sha256: string): Promise<void> {
		this.todos.delete(sha256);
		this.set(sha256, { is: "stored" });
		await this.folder.remove(sha256 + TODO);
	}

	private fail(sha256: string, why: string): true {
		this.set(sha256, { is: "failed", why });
		return true;
	}

	private set(sha256: string, state: FileState | null): void {
		const next = new Map(this.current);
		if (state) next.set(sha256, state);
		else next.delete(sha256);
		this.current = next;
		for (const listener of this.listeners) listener();
	}
}
