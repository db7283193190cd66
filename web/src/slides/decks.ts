import type { Drawing } from "../source/source";
import type { Deck } from "./deck";

/** A design's PDF. */
export interface SlidesFile {
	file: string;
	width: number;
	height: number;
}

/** Opens the PDFs of a show when they are drawn, each once. */
export class Decks {
	private opened = new Map<string, Promise<Deck | null>>();

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

	/** Close the PDFs of all other files. */
	keep(files: ReadonlySet<string>): void {
		for (const [file, deck] of this.opened) {
			if (files.has(file)) continue;
			this.opened.delete(file);
			void deck.then((open) => open?.close());
		}
	}

	close(): void {
		this.keep(new Set());
	}

	/** Open a file. A missing or broken one is tried again the next time. */
	private deck(file: string): Promise<Deck | null> {
		const known = this.opened.get(file);
		if (known) return known;
		const deck = this.load(file).catch(() => null);
		this.opened.set(file, deck);
		const forget = () => this.opened.get(file) === deck && this.opened.delete(file);
		void deck.then((open) => {
			if (open) open.onClose = forget;
			else forget();
		});
		return deck;
	}

	private async load(file: string): Promise<Deck | null> {
		const blob = file ? await this.open(file) : null;
		return blob && (await import("./deck")).Deck.open(blob);
	}
}
