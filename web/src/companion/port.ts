/** The line to the desktop app that this page is in. The app lays it before the page's first script
 *  (`companion/kaibo_companion/bridge.py`); in a browser there is none. */
export interface Port {
	/** `text` as the kind says: JSON, base64, a word. */
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

/** Listens until the answer is called; `use` is given the line when it stands. */
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

/** Bytes as the line carries them. */
export async function base64(blob: Blob): Promise<string> {
	const bytes = new Uint8Array(await blob.arrayBuffer());
	let text = "";
	// An argument list has its bound, so the bytes go a piece at a time.
	for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}
