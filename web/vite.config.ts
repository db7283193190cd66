import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { hints } from "./hints.ts";
import { decoders, licences } from "./pdfjs.ts";
import { plain } from "./plain.ts";

/** Bytes: a smaller file fits into one packet as it is. */
const SMALL = 1400;

/** Writes a copy in brotli and in gzip beside each file with a hash in its name; the server sends the one that fits. */
function compressed(): Plugin {
	return {
		name: "compressed",
		apply: "build",
		writeBundle({ dir = "dist" }) {
			const folder = join(dir, "assets");
			for (const name of readdirSync(folder).filter((one) => /\.(js|css|svg|ttf|txt)$/.test(one))) {
				const bytes = readFileSync(join(folder, name));
				if (bytes.length <= SMALL) continue;
				const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
				writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: size }));
				writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
			}
		},
	};
}

/** The chunks of what these files share with other pages. Every answer brings headers, and small files compress badly. */
const SHARED: Record<string, string> = { start: "base", enter: "entrance", Reference: "entrance" };
/** The same of icons. The graph leads to each icon from every page, because lucide-react exports them all from one file. */
const ICONS: Record<string, string> = {
	headphones: "base",
	"link-2-off": "base",
	mic: "base",
	plus: "base",
	unlink: "base",
	"door-open": "entrance",
	radio: "entrance",
	"monitor-smartphone": "entrance",
	"triangle-exclamation-point": "entrance",
};

/** Loaded by the watch page alone, later. What it shares with that page stays there. */
const LATER = ["AfterShow", "Timeshift"];

interface Graph {
	getModuleInfo(id: string): { isEntry: boolean; importers: readonly string[]; dynamicImporters: readonly string[] } | null;
}

/** Name the chunk of a module that several pages load. The bundler places the modules of no chunk by itself. */
function chunkOf(id: string, graph: Graph): string | null {
	if (/lucide-react.*icons/.test(id)) return ICONS[parse(id).name] ?? null;
	if (/src.ui.base\.css$/.test(id)) return null; // the watch page loads it before the rest
	const above = new Set([id]);
	const loaders = new Set<string>();
	for (const one of above) {
		const info = graph.getModuleInfo(one);
		const { name } = parse(one);
		if (LATER.includes(name)) for (const importer of info?.dynamicImporters ?? []) above.add(importer);
		else if (info?.isEntry || info?.dynamicImporters.length || name in SHARED) loaders.add(name);
		else for (const importer of info?.importers ?? []) above.add(importer);
	}
	const loader = Object.keys(SHARED).find((name) => loaders.size > 1 && loaders.has(name));
	return (loader && SHARED[loader]) || null;
}

/** Pages for tests alone: `vite build --mode trial`. They let a test drive a module that no button reaches. */
const TRIAL = ["trial/compose.html", "trial/drawn.html", "trial/slides.html"];
const PAGES = ["index.html", "enter.html", "session.html", "watch.html", "api.html", "console.html"];

/** Six pages, no inline script or style: the server's Content-Security-Policy allows only its own files. */
export default defineConfig(({ mode }) => ({
	plugins: mode === "trial" ? [react()] : [react(), hints(), licences(), compressed(), plain()],
	build: {
		target: "es2022",
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		rolldownOptions: {
			input: mode === "trial" ? TRIAL : PAGES,
			// The connection of a viewer begins before React is there. So what it needs is in no chunk with React: "early"
			// for the watch page alone, and "call" for what other pages need too.
			output: {
				codeSplitting: {
					groups: [
						{
							name: "call",
							test: /src.(net.(blocked|call|base|retry)|browser.(cookies|clock|storage))|vite.preload-helper/,
							priority: 1,
						},
						{
							name: "early",
							test: /src.(watch.(connection|early|failure|load|picture|play|quality|shared|token|wish)|player.volume)\./,
						},
						{ name: chunkOf, debugName: "shared" },
					],
				},
			},
		},
	},
	worker: { format: "es", plugins: () => [decoders()] },
	// The launch page's colours, and a test that reads the server's enums, lie beside this folder.
	server: { fs: { allow: [".."] } },
	test: {
		pool: "threads",
		isolate: false, // `file.ts` says why
		setupFiles: ["src/testing/file.ts"],
		testTimeout: 60_000,
	},
}));
