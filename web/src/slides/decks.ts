import type { Drawing } from "../source/source";
import type { Deck, Inspected } from "./deck";

/** A design's PDF. */
export interface SlidesFile {
	file: string;
	width: number;
	height: number;
}

/** Opens the PDFs of a show when they are drawn, each once. */
export class Decks {
	private opened = new Map<string, Promise<Deck | null>>();
	/** Files that are read for the design, which does not have them yet. */
	private inspected = new Set<string>();

	/** `open` returns a file's content by its hash, and null for a missing one. */
	constructor(private open: (hash: string) => Promise<Blob | null>) {}

	/** Draw one page, from 1. */
	drawing({ file, width, height }: SlidesFile, page: number): Drawing {
		return {
			key: `slides ${file} ${page}`,
			ratio: width / height,
			draw: async (wide, high) => (await this.deck(file))?.page(page, wide, high) ?? null,
		};
	}

	/** Draw one page small. The deck closes the bitmap in the end. */
	async thumbnail(file: string, page: number): Promise<ImageBitmap | null> {
		return (await this.deck(file))?.thumbnail(page) ?? null;
	}

	/** Read a file that comes into the design. It stays open for those who draw it. Rejects with SlidesRefused. */
	async inspect(file: string, content: Blob): Promise<Inspected> {
		this.inspected.add(file);
		try {
			const known = await this.opened.get(file);
			if (known) return await known.inspect();
			const opened = import("./deck").then(({ Deck }) => Deck.open(content));
			void this.take(file, opened);
			return await (await opened).inspect();
		} finally {
			this.inspected.delete(file);
		}
	}

	/** Close the PDFs of all other files. */
	keep(files: ReadonlySet<string>): void {
		for (const [file, deck] of this.opened) {
			if (files.has(file) || this.inspected.has(file)) continue;
			this.opened.delete(file);
			void deck.then((open) => open?.close());
		}
	}

	close(): void {
		this.inspected.clear();
		this.keep(new Set());
	}

	/** Open a file. A missing or broken one is tried again the next time. */
	private deck(file: string): Promise<Deck | null> {
		const known = this.opened.get(file);
		if (known) return known;
		return this.take(
			file,
			this.load(file).catch(() => null),
		);
	}

	/** Keep what is being opened, until it is closed or could not be opened. */
	private take<Opening extends Deck | null>(file: string, opening: Promise<Opening>): Promise<Opening> {
		const deck = opening.catch(() => null);
		this.opened.set(file, deck);
		const forget = () => this.opened.get(file) === deck && this.opened.delete(file);
		void deck.then((open) => {
			if (open) open.onClose = forget;
			else forget();
		});
		return opening;
	}

	private async load(file: string): Promise<Deck | null> {
		const blob = file ? await this.open(file) : null;
		return blob && (await import("./deck")).Deck.open(blob);
	}
}
