// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { keepWindow } from "./window";

test("a file leaves nothing in the window for the next one", () => {
	const [hidden, agent, address, play] = [document.hidden, navigator.userAgent, location.href, HTMLMediaElement.prototype.play];
	const pressed = vi.fn();
	const clean = keepWindow();
	document.body.append("left over");
	document.title = "left over";
	document.documentElement.dataset.theme = "dark";
	// biome-ignore lint/suspicious/noDocumentCookie: happy-dom has no cookie store
	document.cookie = "left=over";
	localStorage.setItem("left", "over");
	history.replaceState(null, "", "#left-over");
	Object.defineProperty(document, "hidden", { get: () => !hidden, configurable: true });
	Object.defineProperty(navigator, "userAgent", { value: "left over", configurable: true });
	Object.assign(navigator, { leftOver: true });
	Object.assign(globalThis, { leftOver: true });
	HTMLMediaElement.prototype.play = async () => {};
	for (const target of [window, document]) target.addEventListener("keydown", pressed);
	clean();
	for (const target of [window, document]) target.dispatchEvent(new Event("keydown"));
	expect(pressed).not.toHaveBeenCalled();
	expect([document.body.textContent, document.title, document.cookie, localStorage.length]).toEqual(["", "", "", 0]);
	expect([document.documentElement.dataset.theme, location.href]).toEqual([undefined, address]);
	expect([document.hidden, navigator.userAgent, HTMLMediaElement.prototype.play]).toEqual([hidden, agent, play]);
	expect(["leftOver" in navigator, "leftOver" in globalThis]).toEqual([false, false]);
});
