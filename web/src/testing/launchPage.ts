import { vi } from "vitest";
import calendar from "../../../server/kaibo/pages/launch/static/calendar.js?raw";
import call from "../../../server/kaibo/pages/launch/static/call.js?raw";
import go from "../../../server/kaibo/pages/launch/static/go.js?raw";
import link from "../../../server/kaibo/pages/launch/static/link.js?raw";
import page from "../../../server/kaibo/pages/launch/static/page.js?raw";
import refused from "../../../server/kaibo/pages/launch/static/refused.js?raw";
import speak from "../../../server/kaibo/pages/launch/static/speak.js?raw";
import ways from "../../../server/kaibo/pages/launch/static/ways.js?raw";

const SCRIPTS = { call, calendar, speak, link, ways, page, refused, go };

/** A plain page as a browser loads it: its HTML, then its scripts. Storage stays from one load to the next. */
export class LaunchPage {
	/** The `location` of the page's scripts. */
	readonly location: {
		pathname: string;
		origin: string;
		host: string;
		reload: () => void;
		assign: () => void;
		replace: () => void;
	};
	reloads = 0;
	/** The system of this device and its installer, as `offer.js` finds them. */
	offer: { system: string; find: () => Promise<HTMLElement | null> } = { system: "", find: async () => null };
	/** How the browser came to the page. */
	arrival: NavigationTimingType = "navigate";

	constructor(path: string) {
		const none = () => {};
		const reload = () => {
			this.reloads += 1;
		};
		this.location = { pathname: path, origin: "http://localhost", host: "localhost", reload, assign: none, replace: none };
	}

	/** Load the page. `attributes` are those of `<body>`, `root` those of `<html>`. */
	load(scripts: (keyof typeof SCRIPTS)[], attributes: object, html = "", root: object = {}): void {
		vi.clearAllTimers(); // those of the page before
		document.body.innerHTML = html;
		performance.getEntriesByType = () => [{ type: this.arrival } as PerformanceNavigationTiming];
		for (const element of [document.body, document.documentElement]) {
			for (const name of Object.keys(element.dataset)) delete element.dataset[name];
		}
		Object.assign(document.documentElement.dataset, { language: "en", now: String(Date.now()), ...root });
		Object.assign(document.body.dataset, attributes);
		for (const name of scripts) {
			new Function("location", SCRIPTS[name])(this.location);
			// Offers and other apps' browsers have scripts of their own.
			if (name === "call") Object.assign(kaibo(), { inApp: false, canGoIn: true, offerWays: () => {}, offer: this.offer });
		}
		document.dispatchEvent(new Event("DOMContentLoaded"));
	}
}

/** Return the functions that the page's scripts share. */
export function kaibo(): Record<string, (...values: unknown[]) => unknown> {
	return (window as unknown as { kaibo: Record<string, (...values: unknown[]) => unknown> }).kaibo;
}

/** A browser that refuses its storage to this page. */
export function refuseStorage(): void {
	const refuse = () => {
		throw new DOMException("", "SecurityError");
	};
	const storage = { getItem: refuse, setItem: refuse, removeItem: refuse, clear: () => {} };
	vi.stubGlobal("sessionStorage", storage);
	vi.stubGlobal("localStorage", storage);
}
