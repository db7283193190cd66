import type { OutputBundle, OutputChunk } from "rolldown";
import type { Plugin } from "vite";

/** The parts of the watch page that its first script asks for: the code that plays a show, and the page itself. */
const PARTS = { live: "src/watch/program.ts", page: "src/watch/start.tsx" };

/** Writes hints for both parts into the watch page, each in a comment. The server opens one of them: a browser loads those
 *  files before a script asks for them. For a show on air that is the code that plays it, and the page comes after it. */
export function hints(): Plugin {
	return {
		name: "hints",
		apply: "build",
		transformIndexHtml: {
			order: "post",
			handler: (html, { path, bundle }) => {
				if (path !== "/watch.html" || !bundle) return html;
				const files = (part: string) => filesOf(bundle, part).filter((file) => !html.includes(file));
				const parts = Object.entries(PARTS).map(([name, part]) => `\t\t<!--${name}${files(part).map(hint).join("")}-->\n`);
				return html.replace("\t</head>", `${parts.join("")}\t</head>`);
			},
		},
	};
}

/** List the files that a module needs, with those of its imports. */
function filesOf(bundle: OutputBundle, module: string): string[] {
	const chunks = Object.values(bundle).filter((one): one is OutputChunk => one.type === "chunk");
	const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
	const found = new Set<string>();
	const add = (chunk: OutputChunk | undefined) => {
		if (!chunk || found.has(chunk.fileName)) return;
		found.add(chunk.fileName);
		for (const file of chunk.viteMetadata?.importedCss ?? []) found.add(file);
		for (const file of chunk.imports) add(named.get(file));
	};
	add(chunks.find((chunk) => chunk.facadeModuleId?.endsWith(module)));
	return [...found];
}

function hint(file: string): string {
	const kind = file.endsWith(".css") ? 'rel="preload" as="style"' : 'rel="modulepreload"';
	return `\n\t\t<link ${kind} crossorigin href="/${file}">`;
}
