export type Language = "zh" | "en";

const KEY = "kaibo.lang";
const listeners = new Set<() => void>();
let chosen: Language | undefined;

/** What was chosen on this device, else the browser's first wish. */
export function language(): Language {
	chosen ??= read(storedLanguage(), navigator.languages);
	return chosen;
}

export function setLanguage(next: Language): void {
	chosen = next;
	try {
		localStorage.setItem(KEY, next);
	} catch {
		// A browser that keeps nothing still switches for now.
	}
	for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Chinese for any Chinese, English for the rest. */
export function read(stored: string | null, wishes: readonly string[]): Language {
	if (stored === "zh" || stored === "en") return stored;
	return (wishes[0] ?? "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
}

function storedLanguage(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}
