import { call } from "../net/call";

/** A file that is on its way to the server. */
export interface Todo {
	sha256: string;
	name: string;
	type: string;
	size: number;
}

/** Send the parts of a file that the server does not have yet. Tells after each how much is there, from 0 to 1. Ends early when
 *  `goesOn` says no. Returns whether the server has the whole file. Throws what `call` throws. */
export async function upload(
	base: string,
	activity: number,
	todo: Todo,
	content: Blob,
	tell: (share: number) => void,
	goesOn: () => boolean,
): Promise<boolean> {
	const { sha256, name, type, size } = todo;
	const which = { ActivityId: activity, Sha256: sha256 };
	let answer = await call(base, "CreateShowFile", { ...which, Name: name, Type: type, Size: size });
	const parts = Math.ceil(size / answer.PartBytes);
	while (!answer.Done) {
		tell(1 - answer.Missing.length / parts);
		if (!goesOn()) return false;
		// None is missing, and the file is not done: another page put a part at the same time.
		const [part = 0] = answer.Missing;
		const bytes = content.slice(part * answer.PartBytes, (part + 1) * answer.PartBytes);
		answer = await call(base, "PutShowFilePart", { ...which, Part: part, Data: await base64(bytes) });
	}
	return true;
}

/** Encode bytes. A reader of the browser does it outside the page's thread. */
function base64(bytes: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(bytes);
	});
}
