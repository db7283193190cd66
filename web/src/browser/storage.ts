/** The browser's storage. A browser may refuse it, and it may be full. Then this page keeps the values in its memory. */
interface Store {
	get(key: string): string | null;
	/** Keep a value. Return whether the value outlives this page. */
	set(key: string, value: string): boolean;
	remove(key: string): void;
}

/** The storage of this device: all tabs share it. */
export const deviceStorage = guarded("localStorage");
/** The storage of this tab. */
export const tabStorage = guarded("sessionStorage");

function guarded(area: "localStorage" | "sessionStorage"): Store {
	/** The values that the browser did not take. Null stands for a value that it did not remove. */
	const memory = new Map<string, string | null>();
	const change = (key: string, value: string | null, work: (storage: Storage) => void): boolean => {
		try {
			work(globalThis[area]);
			memory.delete(key);
			return true;
		} catch {
			memory.set(key, value);
			return false;
		}
	};
	return {
		get: (key) => {
			const own = memory.get(key);
			if (own !== undefined) return own;
			try {
				return globalThis[area].getItem(key);
			} catch {
				return null;
			}
		},
		set: (key, value) => change(key, value, (storage) => storage.setItem(key, value)),
		remove: (key) => void change(key, null, (storage) => storage.removeItem(key)),
	};
}
