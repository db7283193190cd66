import { keptVolume } from "../player/volume";
import css from "./Player.module.css";

/** The element that plays the program. It is made once and outside React, because the picture may come before React. */
const video = Object.assign(document.createElement("video"), { id: "program", playsInline: true });
const { level, muted } = keptVolume();
Object.assign(video, { volume: level, muted });
let came = 0;
video.addEventListener("loadeddata", ({ timeStamp }) => {
	came ||= timeStamp;
});
let frame: HTMLElement | null = null;

export const picture = () => video;

/** Return when its first picture came, in ms since the page opened. 0: not yet. */
export const cameAt = () => came;

/** Show the picture where the page will have it, until the page is there. */
export function showEarly(): void {
	if (video.isConnected) return;
	const player = Object.assign(document.createElement("div"), { className: css.player });
	frame = Object.assign(document.createElement("main"), { className: `${css.watch} ${css.early}` });
	player.append(video);
	// The conversation takes this place later. The player leaves it free, so that the picture does not move.
	const beside = Object.assign(document.createElement("aside"), { className: css.beside });
	beside.append(document.createElement("div"));
	frame.append(player, beside);
	document.body.append(frame);
}

/** Move the picture into the page's own box. It goes on playing: a browser pauses an element only when a task leaves it
 *  outside the document. */
export function moveInto(box: Element): void {
	if (video.parentNode !== box) {
		if (video.isConnected && "moveBefore" in box) (box as MoveTarget).moveBefore(video, null);
		else box.append(video);
	}
	frame?.remove();
	frame = null;
}

/** New in 2025: a move that leaves the element's state alone. */
interface MoveTarget {
	moveBefore: (node: Node, before: Node | null) => void;
}
