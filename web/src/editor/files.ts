import type { DesignSource } from "../design/document";
import { FileRefused, type Refusal } from "../files/kinds";
import type { ShowFiles } from "../files/showFiles";
import type { Decks } from "../slides/decks";
import type { Refusal as SlidesRefusal } from "../slides/orders";
import { SlidesRefused } from "../slides/refused";

export type Taker = Pick<ShowFiles, "add">;
export type Inspect = Decks["inspect"];

/** Why a file was not taken: by the show's files, by the slides, or because it could not be read. */
export type FileRefusal = { file: Refusal } | { slides: SlidesRefusal } | { read: true };

/** A source that shows a file. */
export type FileSource = Extract<DesignSource, { kind: "picture" | "slides" }>;

const PDF = "application/pdf";

interface Taken {
	source: FileSource;
	/** The names of fonts that a PDF uses and does not hold. */
	fontsOutside: string[];
}

/** Take a file, and make the source that shows it. One that cannot be shown is not uploaded. */
export async function sourceOfFile(files: Taker, inspect: Inspect, file: File): Promise<Taken | FileRefusal> {
	try {
		return await files.add(file, ({ sha256, name, type }) =>
			type === PDF ? slides(inspect, file, name, sha256) : picture(file, name, sha256),
		);
	} catch (error) {
		if (error instanceof FileRefused) return { file: error.why };
		if (error instanceof SlidesRefused) return { slides: error.why };
		reportError(error);
		return { read: true };
	}
}

async function picture(content: Blob, name: string, file: string): Promise<Taken> {
	const whole = await createImageBitmap(content, { imageOrientation: "from-image" }).catch(() => {
		throw new FileRefused("broken");
	});
	const { width, height } = whole;
	whole.close();
	return { source: { kind: "picture", name, file, width, height }, fontsOutside: [] };
}

async function slides(inspect: Inspect, content: Blob, name: string, file: string): Promise<Taken> {
	const { fontsOutside, ...size } = await inspect(file, content);
	return { source: { kind: "slides", name, file, ...size }, fontsOutside };
}
