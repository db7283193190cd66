const PLAIN = {
	x: 0,
	y: 0,
	width: 100,
	height: 100,
	fit: "cover" as "cover" | "contain",
	crop: { left: 0, top: 0, right: 0, bottom: 0 },
	shape: "square" as "square" | "rounded" | "circle",
	mirror: false,
	opacity: 1,
	name: "",
	card: null as string | null,
	awaits: false,
	drawn: null as { width: number; height: number } | null,
	seat: false,
};

/** Make a box of a source. It is plain but for `part`. */
export const boxOf = (source: string, part: Partial<typeof PLAIN> = {}) => ({
	id: source,
	item: source,
	source,
	...PLAIN,
	...part,
});
