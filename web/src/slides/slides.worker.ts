/** Draws the pages of one PDF. PDF.js draws without a document here, and reads in a worker of its own. */

import { HEAD_BYTES, refusalOf } from "./kind";
import type { SlidesAnswer, SlidesOrder } from "./orders";
import { Pages } from "./pages";
import { drawPage, fontsOutside, measure, openPdf, type Pdf, refusal } from "./pdf";

let pdf: Pdf | undefined;
let pages: Pages | undefined;
/** Thumbnails are drawn one by one. */
let last: Promise<unknown> = Promise.resolve();

self.onmessage = async ({ data }: MessageEvent<SlidesOrder>) => {
	const { id } = data;
	if (data.do === "open") answer(await open(data));
	else answer({ id, result: await result(data).catch(() => null) });
};

function answer(data: SlidesAnswer): void {
	const transfer = "result" in data && data.result instanceof ImageBitmap ? [data.result] : [];
	self.postMessage(data, { transfer });
}

async function open({ id, file }: Extract<SlidesOrder, { do: "open" }>): Promise<SlidesAnswer> {
	try {
		const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
		const refused = refusalOf(head);
		if (refused) return { id, refused };
		const opened = await openPdf(await file.arrayBuffer());
		const result = await measure(opened);
		pdf = opened;
		pages = new Pages(result.pages, (page, size, signal) => drawPage(opened, page, size, signal));
		return { id, result };
	} catch (error) {
		return { id, refused: refusal(error) };
	}
}

async function result(order: Exclude<SlidesOrder, { do: "open" }>): Promise<string[] | ImageBitmap | null> {
	if (!pdf || !pages) return null;
	if (order.do === "fonts") return fontsOutside(pdf);
	if (order.do === "page") return pages.page(order.page, order);
	const opened = pdf;
	const drawn = last.then(() => drawPage(opened, order.page, order));
	last = drawn.catch(() => null);
	return drawn;
}
