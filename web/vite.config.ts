import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { hints } from "./hints.ts";

/** Bytes: a smaller file fits into one packet as it is. */
const SMALL = 1400;

/** Writes a copy in brotli and in gzip beside each file with a hash in its name; the server sends the one that fits. */
function compressed(): Plugin {
	return {
		name: "compressed",
		apply: "build",
		writeBundle({ dir = "dist" }) {
			const folder = join(dir, "assets");
			for (const name of readdirSync(folder).filter((one) => /\.(js|css|svg)$/.test(one))) {
				const bytes = readFileSync(join(folder, name));
				if (bytes.length <= SMALL) continue;
				const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
				writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: size }));
				writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
			}
		},
	};
}

/** Five pages, no inline script or style: the server's Content-Security-Policy allows only its own files. */
export default defineConfig({
	plugins: [react(), hints(), compressed()],
	build: {
		target: "es2022",
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		rolldownOptions: {
			input: ["index.html", "enter.html", "session.html", "watch.html", "api.html"],
			// The watch page's first script needs these before everything else, and other pages need them too. In a chunk with
			// other code they would come later.
			output: {
				codeSplitting: {
					groups: [{ name: "call", test: /src.(net.(blocked|call|base|retry)|browser.(cookies|clock))|vite.preload-helper/ }],
				},
			},
		},
	},
	worker: { format: "es" },
	// The launch page's colours, and a test that reads the server's enums, lie beside this folder.
	server: { fs: { allow: [".."] } },
});
