import {
	getDocument,
	InvalidPDFException,
	OPS,
	PasswordException,
	type PDFDocumentProxy,
	type PDFPageProxy,
	PDFWorker,
	VerbosityLevel,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import { inTheMiddle, scaled } from "../source/whole";
import { Binaries } from "./binaries";
import { CanvasFactory, FilterFactory } from "./factories";
import { MOST_PAGES, type Opened, type Refusal } from "./orders";
import type { Size } from "./pages";

/** Fonts that every reader of PDF has under these names, or draws with a font of the same widths. */
const COMMON = /^(helvetica|times|courier|symbol|zapfdingbats|arial|timesnewroman|couriernew)\b/i;
/** Pages whose fonts are looked at. */
const LOOKED_AT = 30;

export type Pdf = PDFDocumentProxy;

/** Open a PDF. Rejects with what `refusal` understands. */
export async function openPdf(data: ArrayBuffer): Promise<Pdf> {
	const port = new Worker(new URL("./pdf.worker.ts", import.meta.url), { type: "module" });
	const { origin } = self.location;
	const options = {
		data: new Uint8Array(data),
		worker: new PDFWorker({ port: port as unknown as null }),
		verbosity: VerbosityLevel.ERRORS,
		CanvasFactory,
		FilterFactory,
		BinaryDataFactory: Binaries,
		ownerDocument: { fonts: (self as unknown as { fonts: FontFaceSet }).fonts },
		disableWorkerRendering: true,
		// For the names of fonts.
		fontExtraProperties: true,
		isEvalSupported: false,
		// The pages' policy forbids WebAssembly. PDF.js has the same decoders in JavaScript.
		useWasm: false,
		useWorkerFetch: false,
		// The names of files follow these addresses. `Binaries` finds the files by their names alone.
		cMapUrl: `${origin}/`,
		standardFontDataUrl: `${origin}/`,
		wasmUrl: `${origin}/`,
	};
	return getDocument(options as unknown as Parameters<typeof getDocument>[0]).promise;
}

/** Measure an open document. Rejects with "long" for too many pages. */
export async function measure(pdf: Pdf): Promise<Opened> {
	if (pdf.numPages > MOST_PAGES) throw new TooLong();
	const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
	return { pages: pdf.numPages, width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}

class TooLong extends Error {}

/** Return why a document could not be opened. */
export function refusal(error: unknown): Refusal {
	if (error instanceof TooLong) return "long";
	if (error instanceof PasswordException) return "encrypted";
	if (!(error instanceof InvalidPDFException)) console.warn("a PDF could not be opened", error);
	return "broken";
}

/** Draw a page whole in the middle of a picture of this size. */
export async function drawPage(pdf: Pdf, number: number, size: Size, signal?: AbortSignal): Promise<ImageBitmap | null> {
	const page = await pdf.getPage(number);
	if (signal?.aborted) return null;
	const own = page.getViewport({ scale: 1 });
	const { width, height } = scaled(own, size);
	const viewport = page.getViewport({ scale: Math.min(size.width / own.width, size.height / own.height) });
	const canvas = new OffscreenCanvas(width, height);
	const canvasContext = canvas.getContext("2d", { alpha: false }) as unknown as CanvasRenderingContext2D;
	const task = page.render({ canvas: null, canvasContext, viewport });
	const stop = () => task.cancel();
	signal?.addEventListener("abort", stop);
	try {
		await task.promise;
	} finally {
		signal?.removeEventListener("abort", stop);
		page.cleanup();
	}
	return width === size.width && height === size.height ? canvas.transferToImageBitmap() : inTheMiddle(canvas, size);
}

/** List the names of fonts that the first pages use, and that are not in the document. A computer without such a font draws
 *  its letters in another one, or as boxes. */
export async function fontsOutside(pdf: Pdf): Promise<string[]> {
	const names = new Set<string>();
	for (let number = 1; number <= Math.min(pdf.numPages, LOOKED_AT); number += 1) {
		const page = await pdf.getPage(number);
		for (const name of await outside(page)) names.add(name);
		page.cleanup();
	}
	return [...names].sort();
}

async function outside(page: PDFPageProxy): Promise<string[]> {
	const { fnArray, argsArray } = await page.getOperatorList();
	const used = new Set<string>(argsArray.filter((_, at) => fnArray[at] === OPS.setFont).map(([id]) => id));
	const fonts = await Promise.all([...used].map((id) => new Promise<Font>((found) => page.commonObjs.get(id, found))));
	return fonts
		.filter((font) => font.missingFile)
		.map((font) => plain(font.name))
		.filter((name) => !COMMON.test(name));
}

interface Font {
	name: string;
	missingFile: boolean;
}

/** Write a font's name without the mark of a subset and without its style. */
const plain = (name: string) => name.replace(/^[A-Z]{6}\+/, "").replace(/[,].*$/, "");
