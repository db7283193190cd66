/** The types of files that a show may have, and how large they may be. The server has the same rules (`files/kinds.py`). */
const MB = 1024 * 1024;
const MOST_BYTES: Record<string, number> = {
	"image/png": 20 * MB,
	"image/jpeg": 20 * MB,
	"image/webp": 20 * MB,
	"application/pdf": 150 * MB,
};
const MOST_PIXELS = 50_000_000;
/** JPEG may have 64 kB of metadata, and more than one piece of them, before its size. */
const HEAD_BYTES = 512 * 1024;

/** Why a show cannot use a file. `office`: PPTX and its like, which must become PDF first. `marks`: SVG or HTML. */
export type Refusal = "empty" | "office" | "marks" | "unknown" | "broken" | "large" | "pixels";

/** A file cannot be used. */
export class FileRefused extends Error {
	constructor(readonly why: Refusal) {
		super(`the file cannot be used: ${why}`);
	}
}

/** The types that a picker offers. A person may choose something else all the same. */
export const ACCEPTED = Object.keys(MOST_BYTES).join(",");

/** Tell the type of a file by its content. The size in pixels comes from a picture's head, before anything is decoded. Throws
 *  FileRefused. */
export async function checked(file: Blob): Promise<string> {
	if (file.size === 0) throw new FileRefused("empty");
	const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
	const kind = typeOf(head);
	if (file.size > (MOST_BYTES[kind] ?? 0)) throw new FileRefused("large");
	if (kind !== "application/pdf") {
		const size = pixels(kind, head);
		if (!size) throw new FileRefused("broken");
		if (size.width * size.height > MOST_PIXELS) throw new FileRefused("pixels");
	}
	return kind;
}

function typeOf(head: Uint8Array): string {
	const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
	if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
	if (text(0, 3) === "\xff\xd8\xff") return "image/jpeg";
	if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "image/webp";
	if (text(0, 2) === "PK" || text(0, 4) === "\xd0\xcf\x11\xe0") throw new FileRefused("office");
	const first = text(0, 64).replace(/^[\xef\xbb\xbf \t\r\n\0]+/, "");
	if (first.startsWith("%PDF-")) return "application/pdf";
	throw new FileRefused(first.startsWith("<") ? "marks" : "unknown");
}

interface Size {
	width: number;
	height: number;
}

/** Read a picture's size from its head (RFC 2083 §4.1.1, RFC 9649 §2.5 to §2.7). Null: it is not there. */
function pixels(kind: string, head: Uint8Array): Size | null {
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	try {
		if (kind === "image/png") return some(view.getUint32(16), view.getUint32(20));
		if (kind === "image/jpeg") return ofJpeg(view);
		const chunk = String.fromCharCode(...head.subarray(12, 16));
		if (chunk === "VP8 ") return some(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
		if (chunk === "VP8X") return some(1 + (view.getUint32(24, true) & 0xffffff), 1 + (view.getUint32(26, true) >>> 8));
		if (chunk !== "VP8L") return null;
		const bits = view.getUint32(21, true);
		return some(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
	} catch {
		return null; // the head ends before
	}
}

/** Find the frame header behind the other segments (ITU-T T.81 B.1.1). */
function ofJpeg(view: DataView): Size | null {
	for (let at = 2; ; ) {
		const marker = view.getUint16(at);
		if (marker >> 8 !== 0xff) return null;
		const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
		if (isFrame) return some(view.getUint16(at + 7), view.getUint16(at + 5));
		at += marker === 0xffff ? 1 : 2 + view.getUint16(at + 2); // any number of 0xff may stand before a marker
	}
}

function some(width: number, height: number): Size | null {
	return width > 0 && height > 0 ? { width, height } : null;
}
