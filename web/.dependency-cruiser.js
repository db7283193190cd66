/**
 * The layers of web/src, highest first. A folder imports only from layers below its own, and from itself.
 * Folders that share a layer do not import each other.
 */
const LAYERS = [
	["entries"],
	["studio", "guest", "watch", "enter", "launch", "console"],
	["timeshift"],
	["assistant", "replay"],
	["player", "before"],
	["companion", "reference"],
	["editor", "earlier"],
	["compositor"],
	["banner", "recording", "scene", "stage", "talk"],
	["question"],
	["reaction"],
	["chat"],
	["drawn"],
	["slides"],
	["devices", "source", "invite", "access"],
	["design", "files", "hls"],
	["net"],
	["ui"],
	["i18n"],
	["browser"],
];

const OUTSIDE = "^\\.\\./(spec|server)/";
const TESTS = "\\.test\\.tsx?$";
const TESTING = "^src/testing/";
const folders = (names) => `^src/(${names.join("|")})/`;

/** One rule a folder: nothing but itself and what lies below. */
const rules = LAYERS.flatMap((names, at) =>
	names.map((name) => ({
		name: `layer-${name}`,
		comment: `src/${name} may import: itself, ${
			LAYERS.slice(at + 1)
				.flat()
				.join(", ") || "nothing else"
		}.`,
		severity: "error",
		from: { path: folders([name]) },
		to: { path: "^src/|^\\.\\./", pathNot: [folders([name, ...LAYERS.slice(at + 1).flat()]), OUTSIDE, TESTING] },
	})),
);

export default {
	forbidden: [
		...rules,
		{
			name: "every-file-in-a-layer",
			comment: "A new folder needs a line in LAYERS.",
			severity: "error",
			from: { path: "^src/", pathNot: [folders(LAYERS.flat()), TESTING] },
			to: {},
		},
		{
			name: "fakes-are-for-tests",
			severity: "error",
			from: { path: "^src/", pathNot: [TESTS, TESTING] },
			to: { path: TESTING },
		},
		{
			name: "fakes-know-the-server-and-the-design",
			severity: "error",
			from: { path: TESTING },
			to: { path: "^src/", pathNot: [TESTING, folders(["net", "design"])] },
		},
		{ name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
	],
	options: {
		doNotFollow: { path: "node_modules" },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
	},
};
