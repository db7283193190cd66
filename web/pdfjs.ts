import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const HOME = "node_modules/pdfjs-dist";
/** The texts under which PDF.js, its decoders, its fonts and its maps of characters may be passed on. */
const LICENCES = [
	"LICENSE",
	"wasm/LICENSE_JBIG2",
	"wasm/LICENSE_OPENJPEG",
	"wasm/LICENSE_PDFJS_JBIG2",
	"wasm/LICENSE_PDFJS_OPENJPEG",
	"standard_fonts/LICENSE_FOXIT",
	"standard_fonts/LICENSE_LIBERATION",
	"cmaps/LICENSE",
];

/** Lets the bundler see the two decoders of pictures that PDF.js loads by their names. The pages' policy forbids the same in
 *  WebAssembly. */
export function decoders(): Plugin {
	const load =
		/import\(\s*\/\*webpackIgnore: true\*\/\s*\/\*@vite-ignore\*\/\s*`\$\{WasmImage\.#wasmUrl\}\$\{this\._noWasmFilename\}`\)/;
	const file = (name: string) => `import("pdfjs-dist/wasm/${name}_nowasm_fallback.js")`;
	return {
		name: "decoders",
		transform: {
			filter: { id: /pdf\.worker\.mjs$/ },
			handler(code) {
				if (!load.test(code)) this.error("PDF.js loads its decoders in another way now");
				return code.replace(load, `(this._filename === "jbig2.wasm" ? ${file("jbig2")} : ${file("openjpeg")})`);
			},
		},
	};
}

/** Writes the licences of PDF.js beside its files. */
export function licences(): Plugin {
	return {
		name: "licences",
		apply: "build",
		generateBundle() {
			const source = LICENCES.map((name) => `${name}\n\n${readFileSync(`${HOME}/${name}`, "utf8")}`).join("\n\n");
			this.emitFile({ type: "asset", name: "pdfjs-licences.txt", source });
		},
	};
}
