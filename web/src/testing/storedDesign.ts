/** A server that keeps the design of one show, and a page that edits it. */
import { renderHook } from "@testing-library/react";
import { vi } from "vitest";
import { setColour } from "../design/brand";
import type { Design } from "../design/document";
import { FIRST } from "../design/first";
import { useDesign } from "../design/useDesign";
import { ApiError } from "../net/call";
import { pass } from "./act";
import { sessionOf } from "./session";
import { viewOf } from "./view";

type Body = { Design: Design; Revision: number };
type Stored = { Design: unknown; Revision: number };

/** `answer`, if set, comes before the server's own. */
export const server = {
	stored: { Design: FIRST, Revision: 0 } as Stored,
	answer: null as ((action: string, body: Body) => Promise<unknown> | undefined) | null,
	...sessionOf(),
};

/** Begin a test: the show has no stored design. */
export function start(): void {
	Object.assign(server, { stored: { Design: FIRST, Revision: 0 }, answer: null, ...sessionOf() });
	server.call.mockImplementation(async (action: string, body: Body) => {
		const own = server.answer?.(action, body);
		return own ? await own : serve(action, body);
	});
}

export function serve(action: string, body: Body): unknown {
	const { stored } = server;
	if (action === "GetShowDesign") return structuredClone(stored);
	if (JSON.stringify(stored.Design) === JSON.stringify(body.Design)) return { Revision: stored.Revision };
	if (body.Revision !== stored.Revision) throw new ApiError("ResourceConflict.ShowDesign", "changed", 409);
	server.stored = { Design: structuredClone(body.Design), Revision: stored.Revision + 1 };
	return { Revision: server.stored.Revision };
}

/** Let time pass, and let the page's parts come that it loads later. */
export async function settle(ms = 0): Promise<void> {
	await pass(ms);
	await vi.dynamicImportSettled();
	await pass();
}

export const calls = () => server.calls();
export const actions = () => calls().map(([action]) => action);
export const coloured = (colour: string) => (design: Design) => setColour(design, colour);

/** Another device changes the stored design. */
export function elsewhere(change: (design: Design) => Design): void {
	const { stored } = server;
	server.stored = { Design: change(structuredClone(stored.Design) as Design), Revision: stored.Revision + 1 };
}

export const viewWith = (Revision: number, Wanted = false) => viewOf({ Activity: { Wanted }, Design: { Revision } });

/** Open the page. `revision` is the one that its view names. */
export function open({ acts = true, live = false, revision = server.stored.Revision } = {}) {
	const initialProps = { view: viewWith(revision, live), acts };
	const { result, rerender, unmount } = renderHook(({ view, acts }) => useDesign(server.session, view, acts), {
		initialProps,
	});
	const hear = (Revision: number) => rerender({ view: viewWith(Revision, live), acts: true });
	return { result, rerender, unmount, hear };
}
