/** Web channel between the page and the desktop app that shows it. The app opens it before the page's first script
 *  (`companion/kaibo_companion/bridge.py`). A browser has none. */
export interface Port {
	/** The kind decides what `text` is: JSON, base64 or a word. */
	say: (kind: "hello" | "state" | "picture" | "record" | "chunk", text: string) => void;
	said: Heard & { disconnect: Heard["connect"] };
}

interface Heard {
	connect: (listener: (kind: string, text: string) => void) => void;
}

declare global {
	interface Window {
		kaiboCompanion?: Promise<Port>;
	}
}

export const inCompanion = (): boolean => window.kaiboCompanion !== undefined;

/** Listen to the app. Returns a function that stops. Calls `use` with the channel once it is open. */
export function onPort(hear: (kind: string, text: string) => void, use: (port: Port) => void = () => {}): () => void {
	let away = () => {};
	let left = false;
	void window.kaiboCompanion?.then((port) => {
		if (left) return;
		port.said.connect(hear);
		away = () => port.said.disconnect(hear);
		use(port);
	});
	return () => {
		left = true;
		away();
	};
}

/** Encode bytes for the channel. */
export async function base64(blob: Blob): Promise<string> {
	const bytes = new Uint8Array(await blob.arrayBuffer());
	let text = "";
	// JavaScript limits the number of arguments, so the bytes go in pieces.
	for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}
