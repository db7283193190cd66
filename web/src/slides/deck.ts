import type { Opened, SlidesAnswer, SlidesOrder } from "./orders";
import { SlidesRefused } from "./refused";

/** Pixels. */
const THUMBNAIL = 160;
/** A worker that answers nothing for longer is given up. No page of a real file takes as long. */
const LONGEST_MS = 60_000;

type Asked = SlidesOrder extends infer Order ? (Order extends SlidesOrder ? Omit<Order, "id"> : never) : never;
type Hear = { resolve: (result: never) => void; reject: (error: Error) => void };

export interface Inspected extends Opened {
	/** The names of fonts that are not in the file. Their letters may look different, and Chinese may come out as boxes. */
	fontsOutside: string[];
}

/** An open PDF. A worker of its own draws it. Close it to give the memory back. */
export class Deck {
	private worker = new Worker(new URL("./slides.worker.ts", import.meta.url), { type: "module" });
	private waiting = new Map<number, Hear>();
	private orders = 0;
	private closed = false;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private thumbnails = new Map<number, Promise<ImageBitmap | null>>();
	private opened: Opened = { pages: 0, width: 1, height: 1 };
	/** Called once the worker is gone. */
	onClose: () => void = () => {};

	private constructor() {
		this.worker.onmessage = ({ data }: MessageEvent<SlidesAnswer>) => this.hear(data);
		// The browser cannot start the worker, or ended it.
		this.worker.onerror = () => this.close();
	}

	/** Open a file. Rejects with SlidesRefused. */
	static async open(file: Blob): Promise<Deck> {
		const deck = new Deck();
		try {
			deck.opened = await deck.ask<Opened>({ do: "open", file });
			return deck;
		} catch (error) {
			deck.close();
			throw error;
		}
	}

	get pages(): number {
		return this.opened.pages;
	}

	/** Draw a page, from 1, whole in the middle of this size in pixels. The caller closes the bitmap. Its neighbours are drawn
	 *  too, so that they come at once. Null: it cannot be drawn, or a page further away was asked for since. */
	page(page: number, width: number, height: number): Promise<ImageBitmap | null> {
		return this.ask<ImageBitmap | null>({ do: "page", page, width, height }).catch(() => null);
	}

	/** Draw a page small. The deck keeps the bitmap, and closes it in the end. */
	thumbnail(page: number): Promise<ImageBitmap | null> {
		const height = Math.max(1, Math.round((THUMBNAIL * this.opened.height) / this.opened.width));
		const known = this.thumbnails.get(page);
		if (known) return known;
		const thumbnail = this.ask<ImageBitmap | null>({ do: "thumbnail", page, width: THUMBNAIL, height }).catch(() => null);
		this.thumbnails.set(page, thumbnail);
		void thumbnail.then((bitmap) => bitmap || this.thumbnails.delete(page));
		return thumbnail;
	}

	/** Tell what a design keeps of the file, and what the host should know of it. */
	async inspect(): Promise<Inspected> {
		return { ...this.opened, fontsOutside: (await this.ask<string[] | null>({ do: "fonts" })) ?? [] };
	}

	close(): void {
		this.closed = true;
		this.worker.terminate();
		clearTimeout(this.timer);
		for (const { reject } of this.waiting.values()) reject(new SlidesRefused("broken"));
		this.waiting.clear();
		for (const thumbnail of this.thumbnails.values()) void thumbnail.then((bitmap) => bitmap?.close());
		this.thumbnails.clear();
		this.onClose();
	}

	private ask<Result>(order: Asked): Promise<Result> {
		this.orders += 1;
		const id = this.orders;
		return new Promise((resolve, reject) => {
			if (this.closed) throw new SlidesRefused("broken");
			this.waiting.set(id, { resolve, reject });
			if (this.waiting.size === 1) this.beginWait();
			this.worker.postMessage({ ...order, id });
		});
	}

	/** Wait for the next answer, if one is to come. */
	private beginWait(): void {
		clearTimeout(this.timer);
		if (this.waiting.size) this.timer = setTimeout(() => this.close(), LONGEST_MS);
	}

	private hear(answer: SlidesAnswer): void {
		const asked = this.waiting.get(answer.id);
		this.waiting.delete(answer.id);
		this.beginWait();
		if ("refused" in answer) asked?.reject(new SlidesRefused(answer.refused));
		else asked?.resolve(answer.result as never);
	}
}
