/** One size of the program's picture. The host sends several at the same time. */
export interface Layer {
	/** LiveKit's VideoQuality: 0 low, 1 medium, 2 high. */
	quality: number;
	width: number;
	height: number;
}

/** What a viewer chose: the page decides, one that saves data, no picture, or a picture of so many lines. */
export type Choice = "auto" | "save" | "sound" | number;

/** A size in pixels of the screen. */
export interface Size {
	width: number;
	height: number;
}

/** What a page wants of the picture now. */
export interface Wish {
	choice: Choice;
	/** The picture's place in the page. Null: not known yet. */
	place: Size | null;
	/** Nobody can see the picture. */
	hidden: boolean;
}

/** What the host sends. */
export interface Sent {
	layers: Layer[];
	/** Takes the sound. Null: there is none. */
	sound: RTCRtpReceiver | null;
}

/** What a viewer can choose from. */
export interface Offer {
	/** The pictures above the one that saves data, in lines, the largest first. */
	lines: number[];
	/** The picture that saves data, in lines. Null: the host sends only one picture. */
	saver: number | null;
}

/** A picture of this many lines is small enough to save data, and text in it can still be read. */
const SAVER_LINES = 360;
/** A picture may be enlarged so much before a larger one is taken. */
const ENLARGED = 1.1;

/** Return the lines of a picture, "720p": its shorter side. */
export const linesOf = ({ width, height }: Size): number => Math.min(width, height);

/** Tell what a viewer can choose from. Smaller pictures than the saver are left to the network. */
export function offerOf(layers: Layer[]): Offer {
	const all = [...new Set(layers.map(linesOf))].sort((one, other) => other - one);
	const lower = all.slice(1);
	const saver = lower.find((lines) => lines <= SAVER_LINES) ?? lower.at(-1) ?? null;
	return { lines: all.filter((lines) => saver === null || lines > saver), saver };
}

/** Return the choice that counts in this show. A kept choice may name a picture that the host does not send. */
export function choiceIn(offer: Offer, choice: Choice): Choice {
	if (typeof choice === "number") return offer.saver !== null && offer.lines.includes(choice) ? choice : "auto";
	return choice === "save" && offer.saver === null ? "auto" : choice;
}

/** Return the largest layer that a page wants. The network may allow less. Undefined: no layer is known. */
export function layerFor(layers: Layer[], { choice, place }: Wish): Layer | undefined {
	const sorted = [...layers].sort((one, other) => linesOf(one) - linesOf(other));
	const offer = offerOf(layers);
	const chosen = choiceIn(offer, choice);
	const lines = chosen === "save" ? offer.saver : chosen;
	const fits = (layer: Layer) =>
		typeof lines === "number" ? linesOf(layer) === lines : place !== null && enlarged(layer, place) <= ENLARGED;
	return sorted.find(fits) ?? sorted.at(-1);
}

/** Tell how many times its size a picture gets in its place. */
const enlarged = ({ width, height }: Size, place: Size) => Math.min(place.width / width, place.height / height);
