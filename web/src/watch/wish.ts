import { deviceStorage } from "../browser/storage";
import type { Choice, Sent, Wish } from "./quality";
import { Shared } from "./shared";

const KEPT = "kaibo.quality";

/** The picture that this page wants. The connection to the program follows it, also before React is there. */
export const wished = new Shared<Wish>({ choice: keptChoice(), place: null, hidden: false });
/** The host's picture and sound now. */
export const sent = new Shared<Sent>({ layers: [], sound: null });

/** Change a part of the wish. */
export function wish(part: Partial<Wish>): void {
	wished.set({ ...wished.get(), ...part });
}

/** Take the viewer's choice, and keep it on this device. */
export function choose(choice: Choice): void {
	deviceStorage.set(KEPT, String(choice));
	wish({ choice });
}

/** Return the choice that this device kept, or the usual one. */
export function keptChoice(): Choice {
	const kept = deviceStorage.get(KEPT) ?? "";
	if (kept === "auto" || kept === "save" || kept === "sound") return kept;
	return /^[1-9]\d{1,3}$/.test(kept) ? Number(kept) : usualChoice();
}

/** Return the choice of a viewer who chose nothing. Some have told their browser to save data (not in Firefox, Safari). */
export function usualChoice(): Choice {
	const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
	return connection?.saveData ? "save" : "auto";
}
