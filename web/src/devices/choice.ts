import type { Kind, Opened } from "./open";

/** A device of the browser's list. */
export interface Choice {
	id: string;
	label: string;
}

export const LIST_KIND: Record<Kind, MediaDeviceKind> = { camera: "videoinput", mic: "audioinput" };

/** Ids of Chromium that stand for the system's choice. The label tells which device that is now. */
const SYSTEM = new Set(["default", "communications"]);

/** Tell whether two entries are one device. The system's choice is another device when its label is another one. */
export const isSame = (a: Choice, b: Choice): boolean =>
	a.id === b.id && (!SYSTEM.has(a.id) || !a.label || !b.label || a.label === b.label);

/** Tell whether an open microphone is this one. The system's choice has the label of its device after a word of the browser,
 *  as in “Default - Desk microphone”. */
export const isSameMic = (open: Choice, other: Choice): boolean =>
	open.id === other.id || (SYSTEM.has(open.id) && other.label !== "" && open.label.endsWith(other.label));

/** Leave out the entries that only stand for the system's choice. */
export const withoutSystem = (choices: Choice[]): Choice[] => choices.filter(({ id }) => !SYSTEM.has(id));

export const isThere = (device: Choice, choices: Choice[]): boolean => choices.some((choice) => isSame(choice, device));

/** Tell whether an open device is missing in the list. Some systems take a device away without ending its track. */
export const hasGone = (id: string, choices: Choice[]): boolean =>
	id !== "" && choices.length > 0 && choices.every((choice) => choice.id !== id);

const FIRST_PAUSE_MS = 250;
const MOST_TRIES = 6;

/** Open a device, and try again after growing pauses: eight seconds in all. Gives up early when it is no longer `wanted`. */
export async function triesAgain(open: () => Promise<Opened>, wanted: () => boolean): Promise<Opened> {
	let answer = await open();
	for (let failed = 0; "cause" in answer && failed < MOST_TRIES - 1; failed += 1) {
		await new Promise((done) => setTimeout(done, FIRST_PAUSE_MS * 2 ** failed));
		if (!wanted()) break;
		answer = await open();
	}
	return answer;
}
