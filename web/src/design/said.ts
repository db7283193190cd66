import { isUp, lower, raise } from "./air";
import type { Design, Item } from "./document";
import { addItem, removeItem } from "./items";
import { lines } from "./limits";
import { OVERLAYS, TEXT_LOOK } from "./sources";

/** The id of the source that shows words of the audience. There is one at a time. */
const SAID = "said";
/** Over the lower part of the frame, as wide as a sentence needs. */
const PLACE = { x: 0.06, y: 0.64, width: 0.88, height: 0.28 };
const LOOK = { ...TEXT_LOOK, size: 0.055, align: "left", back: "#1c1b19", bold: false } as const;

export interface Said {
	/** "" for an anonymous question. */
	name: string;
	text: string;
}

/** Write the name and the words as the picture shows them. */
const written = ({ name, text }: Said): string => lines(name ? `${name}\n${text}` : text);

const itemOf = ({ overlays }: Pick<Design, "overlays">): Item | undefined => overlays.find(({ source }) => source === SAID);

/** Tell whether viewers see these words. */
export function isSaid(design: Design, said: Said): boolean {
	const item = itemOf(design);
	const source = design.sources[SAID];
	return item !== undefined && isUp(design, item.id) && source?.kind === "text" && source.text === written(said);
}

/** Put the words into the design, in place of those before. They are down until they are raised. */
export function withSaid(design: Design, said: Said): Design {
	const free = withoutSaid(design);
	const sources = { ...free.sources, [SAID]: { ...LOOK, kind: "text" as const, text: written(said) } };
	const [next] = addItem({ ...free, sources }, OVERLAYS, SAID, { rect: PLACE, fit: "contain", plate: false });
	return next;
}

/** Take the words out of the design. */
export function withoutSaid(design: Design): Design {
	const item = itemOf(design);
	return item ? removeItem(design, OVERLAYS, item.id) : design;
}

/** Let viewers see the words. */
export function raiseSaid(design: Design): Design {
	const item = itemOf(design);
	return item ? raise(design, item.id) : design;
}

/** Take the words off the air. */
export function lowerSaid(design: Design): Design {
	const item = itemOf(design);
	return item ? lower(design, item.id) : design;
}
