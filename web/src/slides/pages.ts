/** Draw one page at a size in pixels. An aborted one ends early, with null. */
export type DrawPage = (page: number, size: Size, signal: AbortSignal) => Promise<ImageBitmap | null>;

export interface Size {
	width: number;
	height: number;
}

interface Kept {
	page: number;
	stop: AbortController;
	bitmap: Promise<ImageBitmap | null>;
}

/** Sizes whose pages are kept: the program, a draft of it, and one more. */
const MOST_SIZES = 3;

/** Keeps the page that was asked for last and its neighbours drawn. Closes all others. */
export class Pages {
	/** The pages of each size. The size that was asked for last is the last one. */
	private sizes = new Map<string, Map<number, Kept>>();
	private ahead: AbortController | null = null;

	constructor(
		private count: number,
		private draw: DrawPage,
	) {}

	/** Return a copy of a page for the caller to close. Null: it could not be drawn, or another page was asked for since. */
	async page(page: number, size: Size): Promise<ImageBitmap | null> {
		this.ahead?.abort();
		const kept = this.of(size);
		for (const one of kept.values()) if (Math.abs(one.page - page) > 1) forget(kept, one);
		const bitmap = await this.take(kept, page, size).bitmap;
		if (bitmap) void this.drawAhead(kept, page, size);
		return bitmap?.width ? createImageBitmap(bitmap) : null;
	}

	private of(size: Size): Map<number, Kept> {
		const key = `${size.width}×${size.height}`;
		const kept = this.sizes.get(key) ?? new Map<number, Kept>();
		this.sizes.delete(key);
		this.sizes.set(key, kept);
		for (const [old, pages] of this.sizes) {
			if (this.sizes.size <= MOST_SIZES) break;
			for (const one of pages.values()) forget(pages, one);
			this.sizes.delete(old);
		}
		return kept;
	}

	private take(kept: Map<number, Kept>, page: number, size: Size): Kept {
		const known = kept.get(page);
		if (known && !known.stop.signal.aborted) return known;
		const stop = new AbortController();
		const one: Kept = { page, stop, bitmap: this.draw(page, size, stop.signal).catch(() => null) };
		kept.set(page, one);
		// A page that failed is drawn again when it is asked for again.
		void one.bitmap.then((bitmap) => bitmap ?? (kept.get(page) === one && kept.delete(page)));
		return one;
	}

	/** Draw the next page and the previous one, until another page is asked for. */
	private async drawAhead(kept: Map<number, Kept>, page: number, size: Size): Promise<void> {
		const ahead = new AbortController();
		this.ahead = ahead;
		for (const near of [page + 1, page - 1]) {
			if (near < 1 || near > this.count || ahead.signal.aborted) continue;
			const one = this.take(kept, near, size);
			await one.bitmap;
		}
	}
}

function forget(kept: Map<number, Kept>, one: Kept): void {
	kept.delete(one.page);
	one.stop.abort();
	void one.bitmap.then((bitmap) => bitmap?.close());
}
