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

/** Bytes of the pages that are kept: two sizes of 1920×1080, and small ones. The size that was asked for last always stays. */
const MOST_BYTES = 64 << 20;
/** A page and its two neighbours, with four bytes a pixel. */
const bytesOf = ({ width, height }: Size) => 3 * 4 * width * height;

const nameOf = ({ width, height }: Size) => `${width}×${height}`;

/** Keeps the page that was asked for last and its neighbours drawn. Closes all others. */
export class Pages {
	/** The pages of each size. The size that was asked for last is the last one. */
	private sizes = new Map<string, { size: Size; kept: Map<number, Kept> }>();
	private asked = 0;
	/** The pages that are waited for. Neighbours are drawn when there are none. */
	private waited = new Set<Promise<unknown>>();

	constructor(
		private count: number,
		private draw: DrawPage,
	) {}

	/** Return a copy of a page for the caller to close. Null: it could not be drawn, or another page was asked for since. */
	async page(page: number, size: Size): Promise<ImageBitmap | null> {
		this.asked = page;
		const kept = this.of(size);
		for (const one of kept.values()) if (Math.abs(one.page - page) > 1) forget(kept, one);
		const drawn = this.take(kept, page, size).bitmap;
		this.waited.add(drawn);
		const bitmap = await drawn;
		this.waited.delete(drawn);
		if (bitmap) void this.drawAhead(kept, page, size);
		return bitmap?.width ? createImageBitmap(bitmap) : null;
	}

	private of(size: Size): Map<number, Kept> {
		const key = nameOf(size);
		const kept = this.sizes.get(key)?.kept ?? new Map<number, Kept>();
		this.sizes.delete(key);
		this.sizes.set(key, { size, kept });
		let bytes = [...this.sizes.values()].reduce((sum, one) => sum + bytesOf(one.size), 0);
		for (const [old, one] of this.sizes) {
			if (bytes <= MOST_BYTES || old === key) break;
			for (const page of one.kept.values()) forget(one.kept, page);
			this.sizes.delete(old);
			bytes -= bytesOf(one.size);
		}
		return kept;
	}

	private take(kept: Map<number, Kept>, page: number, size: Size): Kept {
		const known = kept.get(page);
		if (known) return known;
		const stop = new AbortController();
		const one: Kept = { page, stop, bitmap: this.draw(page, size, stop.signal).catch(() => null) };
		kept.set(page, one);
		// A page that failed is drawn again when it is asked for again.
		void one.bitmap.then((bitmap) => bitmap ?? (kept.get(page) === one && kept.delete(page)));
		return one;
	}

	/** Draw the next page and the previous one, until another page is asked for. */
	private async drawAhead(kept: Map<number, Kept>, page: number, size: Size): Promise<void> {
		for (const near of [page + 1, page - 1]) {
			while (this.waited.size) await Promise.all(this.waited);
			const needed = this.asked === page && this.sizes.get(nameOf(size))?.kept === kept;
			if (near < 1 || near > this.count || !needed) continue;
			await this.take(kept, near, size).bitmap;
		}
	}
}

function forget(kept: Map<number, Kept>, one: Kept): void {
	kept.delete(one.page);
	one.stop.abort();
	void one.bitmap.then((bitmap) => bitmap?.close());
}
