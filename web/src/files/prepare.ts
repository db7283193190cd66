import { privateFolder } from "../browser/privateFiles";

/** A file that this browser knows by its content. */
export interface Prepared {
	/** In hex. */
	sha256: string;
	/** The browser keeps the file over a reload. */
	kept: boolean;
}

/** Return the folder of a show's files. */
export const folderOf = (activity: number) => privateFolder(`studio/${activity}`);

/** Hash a file, and keep it under its hash. */
export async function prepare(file: Blob, activity: number): Promise<Prepared> {
	const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
	const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
	return { sha256, kept: await folderOf(activity).write(sha256, file) };
}

/** Do the same in a worker, so that 150 MB do not stop the page. */
export function prepareInWorker(file: Blob, activity: number): Promise<Prepared> {
	const worker = new Worker(new URL("./prepare.worker.ts", import.meta.url), { type: "module" });
	return new Promise<Prepared>((resolve, reject) => {
		worker.onmessage = ({ data }) => (data.sha256 ? resolve(data) : reject(new Error(data.error)));
		worker.onerror = ({ message }) => reject(new Error(message));
		worker.postMessage({ file, activity });
	}).finally(() => worker.terminate());
}
