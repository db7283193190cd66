export type Language = "zh" | "en";

const KEY = "kaibo.lang";
/** Left by the launch page: the language of the link that this tab came by. */
const OF_LINK = "kaibo.locale";
const listeners = new Set<() => void>();
let chosen: Language | undefined;

/** What was chosen on this device, else the link's own, else the browser's first wish. */
export function language(): Language {
	chosen ??= read(
		kept(() => localStorage.getItem(KEY)),
		kept(() => sessionStorage.getItem(OF_LINK)),
		navigator.languages,
	);
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
export function read(stored: string | null, link: string | null, wishes: readonly string[]): Language {
	for (const wish of [stored, link]) if (wish === "zh" || wish === "en") return wish;
	return (wishes[0] ?? "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
}

function kept(get: () => string | null): string | null {
	try {
		return get();
	} catch {
		return null;
	}
}
