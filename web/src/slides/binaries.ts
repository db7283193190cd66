/** PDF.js needs these files for some documents: maps of characters, and the fonts that all readers of PDF have. Each is
 *  fetched when a document asks for it. */
const FILES = {
	...import.meta.glob<string>("/node_modules/pdfjs-dist/cmaps/*.bcmap", { query: "?url", import: "default", eager: true }),
	...import.meta.glob<string>("/node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}", {
		query: "?url",
		import: "default",
		eager: true,
	}),
};
const ADDRESSES = new Map(Object.entries(FILES).map(([path, url]) => [path.slice(path.lastIndexOf("/") + 1), url]));

/** Fetches those files for PDF.js. */
export class Binaries {
	async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
		const url = ADDRESSES.get(filename);
		const answer = url ? await fetch(url) : null;
		if (!answer?.ok) throw new Error(`there is no file ${filename}`);
		return new Uint8Array(await answer.arrayBuffer());
	}
}
