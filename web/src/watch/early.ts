import { keepsCookies } from "../browser/cookies";
import { pageBase } from "../net/base";
import { beginEarly } from "./connection";
import { loadProgram } from "./load";
import { picture, showEarly } from "./picture";
import { play } from "./play";
import { firstAnswer, shown } from "./token";

/** Connect to a show on air and show its picture, before the page's own code is read. Returns after the first try began.
 *  Without cookies the server would count a new viewer at each call, and let none of them in. */
export async function begin(): Promise<void> {
	if (!document.body) await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
	if (!keepsCookies() || shown() === "no") return;
	const base = pageBase();
	if (shown() === "yes") {
		loadProgram().catch(() => {});
		showEarly();
	}
	const first = await firstAnswer(base).catch(() => null);
	if (!first?.Token) return;
	showEarly();
	await beginEarly(base, (stream) => stream && void play(picture(), stream));
}
