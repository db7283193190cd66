import { CAMERA, type Design, type DesignSource, type Item, SCREEN } from "./document";
import { freeId } from "./ids";
import { colour, LINE, line, lines, MAX_PAGES, NAME, within } from "./limits";

/** The source of a kind. One type has both cameras and microphones. */
type Of<Kind, One = DesignSource> = One extends { kind: infer Kinds } ? (Kind extends Kinds ? One : never) : never;

/** Where an item lies: the id of its scene, or the overlays. */
export const OVERLAYS = "";

const MAX_SIDE = 100_000; // pixels, or points of a page
const MAX_SEATS = 25;
const DAY_S = 86_400;

/** A text as it begins, without its words. */
export const TEXT_LOOK: Omit<Of<"text">, "kind" | "text"> = {
	size: 0.08,
	colour: "#ffffff",
	back: "",
	align: "center",
	bold: true,
};

/** Add a source. A source that can be there only once (the guests, their screen, a seat, a person) is found again. Return its id too. */
export function addSource(design: Design, source: DesignSource): [Design, string] {
	const there = lone(source) && Object.entries(design.sources).find(([, other]) => sameLone(other, source))?.[0];
	if (there) return [design, there];
	const { kind } = source;
	const named = NAMED.has(kind) && !(kind === "camera" && source.device) && !Object.hasOwn(design.sources, kind);
	const id = named ? kind : freeId(design, kind);
	return [{ ...design, sources: { ...design.sources, [id]: cleaned(source) } }, id];
}

/** The sources whose id is their kind. A camera with a device is not the device bar's, and a second screen is not the
 *  share button's. */
const NAMED = new Set<string>([CAMERA, SCREEN, "guests", "guestScreen"]);

const LONE: ReadonlySet<DesignSource["kind"]> = new Set(["guests", "guestScreen", "guest", "person"]);
const lone = ({ kind }: DesignSource) => LONE.has(kind);

function sameLone(a: DesignSource, b: DesignSource): boolean {
	if (a.kind === "guest") return b.kind === "guest" && a.seat === b.seat;
	if (a.kind === "person") return b.kind === "person" && a.who === b.who;
	return a.kind === b.kind;
}

/** Change a source. Its kind stays. */
export function setSource<Kind extends DesignSource["kind"]>(
	design: Design,
	id: string,
	kind: Kind,
	part: Partial<Omit<Of<Kind>, "kind">>,
): Design {
	const old = design.sources[id];
	if (old?.kind !== kind) return design;
	return { ...design, sources: { ...design.sources, [id]: cleaned({ ...old, ...part } as DesignSource) } };
}

/** Remove a source, with all items that show it. The first camera and the screen stay: the device bar owns them. */
export function removeSource(design: Design, id: string): Design {
	if (!Object.hasOwn(design.sources, id)) return design;
	const without = (items: Item[]) => (items.some(({ source }) => source === id) ? items.filter((i) => i.source !== id) : items);
	const next = {
		...design,
		scenes: design.scenes.map((scene) => {
			const items = without(scene.items);
			return items === scene.items ? scene : { ...scene, items };
		}),
		overlays: without(design.overlays),
	};
	return owned(id) ? next : { ...next, sources: omit(next.sources, id) };
}

/** Remove the sources that no item shows. Undo brings them back with their items. A microphone is in no scene, so it stays. */
export function withoutUnused(design: Design): Design {
	const used = new Set([...design.scenes.flatMap(({ items }) => items), ...design.overlays].map(({ source }) => source));
	const unused = Object.entries(design.sources).filter(([id, { kind }]) => !used.has(id) && !owned(id) && kind !== "microphone");
	return unused.length ? { ...design, sources: omit(design.sources, ...unused.map(([id]) => id)) } : design;
}

const owned = (id: string) => id === CAMERA || id === SCREEN;

export function omit<T>(map: Record<string, T>, ...ids: string[]): Record<string, T> {
	return Object.fromEntries(Object.entries(map).filter(([id]) => !ids.includes(id)));
}

/** Bring what people and files gave into the document's limits. */
function cleaned(source: DesignSource): DesignSource {
	switch (source.kind) {
		case "camera":
		case "microphone":
			return { ...source, name: line(source.name), device: line(source.device, LINE), label: line(source.label, LINE) };
		case "screen":
			return { ...source, name: line(source.name) };
		case "picture":
			return { ...source, name: line(source.name), width: side(source.width), height: side(source.height) };
		case "slides": {
			const pages = Math.round(within(source.pages, 1, MAX_PAGES));
			return { ...source, name: line(source.name), pages, width: side(source.width), height: side(source.height) };
		}
		case "text":
			return {
				...source,
				text: lines(source.text),
				size: within(source.size, 0.01, 1),
				colour: colour(source.colour, TEXT_LOOK.colour),
				back: colour(source.back, ""),
			};
		case "lowerThird":
			return { ...source, title: line(source.title), line: line(source.line, LINE) };
		case "countdown":
			return {
				...source,
				title: line(source.title),
				seconds: Math.round(within(source.seconds, 0, DAY_S)),
			};
		case "clock":
			return { ...source, zone: line(source.zone, 64) };
		case "guest":
			return { ...source, seat: Math.round(within(source.seat, 1, MAX_SEATS)) };
		case "person":
			return { ...source, who: line(source.who, NAME) };
		case "guests":
		case "guestScreen":
			return source;
	}
}

const side = (length: number) => Math.round(within(length, 1, MAX_SIDE));
