/** A folder of the browser's private files (OPFS). A browser may not have them, may refuse them, and may be full. Then nothing is
 *  kept, and the caller is told. Works in a page and in a worker. */
export interface PrivateFolder {
	/** Return a file, null when there is none. */
	read(name: string): Promise<File | null>;
	/** Write a whole file. Return whether the browser keeps it. */
	write(name: string, content: Blob): Promise<boolean>;
	remove(name: string): Promise<void>;
	/** List the names of all whole files. */
	names(): Promise<string[]>;
}

/** The end of the name of a file that is not whole yet. */
const UNFINISHED = ".new";

/** The methods that TypeScript's library does not have, or not for pages. */
interface Handle extends FileSystemFileHandle {
	move?(name: string): Promise<void>;
	createSyncAccessHandle?(): Promise<{
		write(data: BufferSource): number;
		truncate(size: number): void;
		flush(): void;
		close(): void;
	}>;
}

/** Open the folder at a path, such as `studio/1840847565136997`. The first file that is written makes it. */
export function privateFolder(path: string): PrivateFolder {
	const open = async (create: boolean) => {
		let folder = await navigator.storage.getDirectory();
		for (const name of path.split("/")) folder = await folder.getDirectoryHandle(name, { create });
		return folder;
	};
	return {
		read: async (name) => {
			try {
				return await (await (await open(false)).getFileHandle(name)).getFile();
			} catch {
				return null;
			}
		},
		write: async (name, content) => {
			try {
				const folder = await open(true);
				const fresh: Handle = await folder.getFileHandle(name + UNFINISHED, { create: true });
				// A tab may close at any moment. Where a browser cannot rename, the file has its name from the start.
				const handle: Handle = fresh.move ? fresh : await folder.getFileHandle(name, { create: true });
				await fill(handle, content);
				if (fresh.move) await fresh.move(name);
				else await folder.removeEntry(name + UNFINISHED);
				return true;
			} catch {
				return false;
			}
		},
		remove: async (name) => {
			await open(false)
				.then((folder) => folder.removeEntry(name))
				.catch(() => {});
		},
		names: async () => {
			try {
				const found: string[] = [];
				const folder = (await open(false)) as FileSystemDirectoryHandle & { keys(): AsyncIterable<string> };
				for await (const name of folder.keys()) if (!name.endsWith(UNFINISHED)) found.push(name);
				return found;
			} catch {
				return [];
			}
		},
	};
}

/** Write a file's content: at once in a worker, where Safari has no other way. */
async function fill(handle: Handle, content: Blob): Promise<void> {
	if (!handle.createSyncAccessHandle) {
		const out = await handle.createWritable();
		await out.write(content);
		await out.close();
		return;
	}
	const bytes = await content.arrayBuffer();
	const access = await handle.createSyncAccessHandle();
	try {
		access.truncate(0);
		if (access.write(bytes) !== bytes.byteLength) throw new DOMException("there is no room", "QuotaExceededError");
		access.flush();
	} finally {
		access.close();
	}
}
