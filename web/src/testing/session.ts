import { type Mock, vi } from "vitest";
import { Talk } from "../net/talk";
import type { Session } from "../net/useSession";

/** A session whose calls a test answers: `calls` lists what the page called. */
export function sessionOf(part: Partial<Session> = {}): { session: Session; call: Mock; enter: Mock; calls: () => unknown[][] } {
	const call = vi.fn(async () => ({}));
	const enter = vi.fn(async () => ({}));
	const session = {
		base: "/s/1",
		tab: "this-tab",
		moved: false,
		offline: false,
		socketBlocked: false,
		talk: new Talk(),
		call,
		enter,
		...part,
	};
	return { session: session as unknown as Session, call, enter, calls: () => call.mock.calls as unknown[][] };
}
