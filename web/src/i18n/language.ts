import { deviceStorage, tabStorage } from "../browser/storage";

export type Language = "zh" | "en";

const KEY = "kaibo.lang";
/** The launch page leaves the language of this tab's link here. */
const OF_LINK = "kaibo.locale";
const listeners = new Set<() => void>();
let chosen: Language | undefined;

/** Return the language: chosen on this device, else the link's own, else the browser's first. */
export function language(): Language {
	chosen ??= read(deviceStorage.get(KEY), tabStorage.get(OF_LINK), navigator.languages);
	return chosen;
}

export function setLanguage(next: Language): void {
	chosen = next;
	deviceStorage.set(KEY, next);
	for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Choose Chinese for every Chinese, English for all other languages. */
export function read(stored: string | null, link: string | null, preferred: readonly string[]): Language {
	for (const choice of [stored, link]) if (choice === "zh" || choice === "en") return choice;
	return (preferred[0] ?? "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
}
