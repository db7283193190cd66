import { vi } from "vitest";

/** Private files (OPFS) in memory, as a page has them. A handle can be renamed. */
export class FakePrivateFiles {
	readonly files = new Map<string, Blob>();
	/** Bytes that fit. */
	room = Number.POSITIVE_INFINITY;
	/** The browser closes the page in the middle of the next write. */
	dies = false;

	constructor() {
		vi.stubGlobal("navigator", {
			onLine: true,
			storage: { getDirectory: async () => this.folder("") },
		});
	}

	private folder(path: string): object {
		return {
			getDirectoryHandle: async (name: string) => this.folder(`${path}${name}/`),
			getFileHandle: async (name: string, { create = false } = {}) => {
				if (!create && !this.files.has(path + name)) throw new DOMException("no file", "NotFoundError");
				if (!this.files.has(path + name)) this.files.set(path + name, new Blob());
				return this.file(path, name);
			},
			removeEntry: async (name: string) => {
				if (!this.files.delete(path + name)) throw new DOMException("no file", "NotFoundError");
			},
			keys: () => this.names(path),
		};
	}

	private async *names(path: string): AsyncGenerator<string> {
		for (const name of [...this.files.keys()]) if (name.startsWith(path)) yield name.slice(path.length);
	}

	private file(path: string, name: string): object {
		return {
			getFile: async () => this.files.get(path + name),
			createWritable: async () => ({
				write: async (content: Blob) => {
					if (content.size > this.room) throw new DOMException("no room", "QuotaExceededError");
					this.files.set(path + name, content.slice(0, this.dies ? content.size / 2 : content.size));
					if (this.dies) await new Promise(() => {});
				},
				close: async () => {},
			}),
			move: async (next: string) => {
				this.files.set(path + next, this.files.get(path + name) as Blob);
				this.files.delete(path + name);
			},
		};
	}
}
