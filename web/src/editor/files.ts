import type { DesignSource } from "../design/document";
import { FileRefused, type Refusal } from "../files/kinds";
import type { ShowFiles } from "../files/showFiles";
import { Deck, SlidesRefused } from "../slides/deck";
import type { Refusal as SlidesRefusal } from "../slides/orders";

export type Taker = Pick<ShowFiles, "add">;

/** Why a file was not taken: by the show's files, by the slides, or because it could not be read. */
export type FileRefusal = { file: Refusal } | { slides: SlidesRefusal } | { read: true };

/** A source that shows a file. */
export type FileSource = Extract<DesignSource, { kind: "picture" | "slides" }>;

const PDF = "application/pdf";

/** Take a file, and make the source that shows it. */
export async function sourceOfFile(files: Taker, file: File): Promise<{ source: FileSource } | FileRefusal> {
	try {
		const { sha256, name, type } = await files.add(file);
		return { source: type === PDF ? await slides(file, name, sha256) : await picture(file, name, sha256) };
	} catch (error) {
		if (error instanceof FileRefused) return { file: error.why };
		if (error instanceof SlidesRefused) return { slides: error.why };
		reportError(error);
		return { read: true };
	}
}

async function picture(content: Blob, name: string, file: string): Promise<FileSource> {
	const whole = await createImageBitmap(content, { imageOrientation: "from-image" }).catch(() => {
		throw new FileRefused("broken");
	});
	const { width, height } = whole;
	whole.close();
	return { kind: "picture", name, file, width, height };
}

async function slides(content: Blob, name: string, file: string): Promise<FileSource> {
	const deck = await Deck.open(content);
	const { pages, size } = deck;
	deck.close();
	return { kind: "slides", name, file, pages, ...size };
}
