import { keepsCookies } from "../browser/cookies";
import { pageBase } from "../net/base";
import { hasWebRtc } from "../net/blocked";
import { beginEarly } from "./connection";
import { failedBefore } from "./failure";
import { loadProgram } from "./load";
import { picture, showEarly } from "./picture";
import { play } from "./play";
import { firstAnswer, shown } from "./token";

/** Connect to a show on air and show its picture, before the page's own code is read. Returns when the picture is there,
 *  or when the page's own code has something to say. Without cookies the server would count a new viewer at each call, and
 *  let none of them in. */
export async function begin(): Promise<void> {
	if (!document.body) await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
	if (!keepsCookies() || shown() === "no") return;
	const base = pageBase();
	const first = firstAnswer(base).catch(() => null);
	const byHls = !hasWebRtc() || failedBefore();
	if (shown() === "yes") {
		if (!byHls) loadProgram().catch(() => {});
		showEarly();
	}
	if (!(await first)?.Token || byHls) return;
	showEarly();
	await new Promise<unknown>((done) => {
		picture().addEventListener("loadeddata", done, { once: true });
		beginEarly(base, {
			onStream: (stream) => stream && void play(picture(), stream),
			onFault: (fault) => fault && done(fault),
			onError: done,
		});
	});
}
