import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transform } from "lightningcss"; // Vite brings it
import { minify, type Plugin } from "vite";

const FOLDER = "../server/kaibo/pages/launch/static";
/** The launch page also opens in the old browsers of chat programs. */
const SCRIPTS = "es2018";
const STYLES = { chrome: 64 << 16, safari: 12 << 16 };

/** Writes the scripts and styles of the pages without a build once more, without comments and spaces. Each new file has the
 *  hash of its source as its name. So the server finds it by the source, and never takes it for a source that changed. */
export function plain(): Plugin {
	return {
		name: "plain",
		apply: "build",
		async writeBundle({ dir = "dist" }) {
			const folder = join(dir, "plain");
			mkdirSync(folder, { recursive: true });
			for (const name of readdirSync(FOLDER).filter((one) => /\.(js|css)$/.test(one))) {
				const source = readFileSync(join(FOLDER, name));
				writeFileSync(join(folder, createHash("sha256").update(source).digest("hex")), await small(name, source));
			}
		},
	};
}

/** Return a file's small form. The names that scripts give each other stay. */
async function small(name: string, source: Buffer): Promise<string> {
	if (extname(name) === ".css") return `${transform({ filename: name, code: source, minify: true, targets: STYLES }).code}\n`;
	const { code, errors } = await minify(name, source.toString(), {
		module: false,
		compress: { target: SCRIPTS },
		mangle: { toplevel: false },
	});
	if (errors.length) throw new Error(`${name}: ${errors[0]?.message}`);
	return `${code}\n`;
}
