import { folderOf } from "./prepare";
import type { Todo } from "./upload";

/** The end of the name of the private file that says what is left to upload. */
const TODO = ".todo";

/** The files of a show that this browser has. One that it does not keep stays in the page's memory. */
export class OwnFiles {
	private readonly memory = new Map<string, Blob>();
	private readonly folder;

	constructor(activity: number) {
		this.folder = folderOf(activity);
	}

	async read(sha256: string): Promise<Blob | null> {
		return this.memory.get(sha256) ?? (await this.folder.read(sha256));
	}

	async keep(sha256: string, content: Blob): Promise<void> {
		if (!(await this.folder.write(sha256, content))) this.remember(sha256, content);
	}

	/** Hold a file that the browser does not keep. */
	remember(sha256: string, content: Blob): void {
		this.memory.set(sha256, content);
	}

	async forget(sha256: string): Promise<void> {
		this.memory.delete(sha256);
		await this.folder.remove(sha256);
	}

	/** Note that a file is left to upload, for after a reload. One in the memory would be gone then. */
	async note(todo: Todo): Promise<void> {
		if (!this.memory.has(todo.sha256)) await this.folder.write(todo.sha256 + TODO, new Blob([JSON.stringify(todo)]));
	}

	/** A file is no longer to upload. */
	async strike(sha256: string): Promise<void> {
		await this.folder.remove(sha256 + TODO);
	}

	/** List what is left to upload. */
	async noted(): Promise<Todo[]> {
		const names = (await this.folder.names()).filter((name) => name.endsWith(TODO));
		const found = await Promise.all(names.map((name) => this.readNote(name)));
		return found.filter((todo) => todo !== null);
	}

	private async readNote(name: string): Promise<Todo | null> {
		try {
			return JSON.parse((await (await this.folder.read(name))?.text()) ?? "null");
		} catch {
			return null;
		}
	}
}
