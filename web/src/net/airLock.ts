import { useEffect } from "react";

const PREFIX = "kaibo.air.";

/** While `active`, this browser's other pages can tell that this session is on air (Web Locks: a page that goes lets go). */
export function useAirLock(active: boolean, sessionId: string): void {
	useEffect(() => {
		if (!active || !navigator.locks) return;
		let release = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		void navigator.locks.request(PREFIX + sessionId, { mode: "shared" }, () => held);
		return release;
	}, [active, sessionId]);
}

/** The ids of the sessions that other pages of this browser have on air. The launch page looks for the same locks. */
export async function onAirHere(): Promise<string[]> {
	const found = await navigator.locks?.query().catch(() => undefined);
	const names = (found?.held ?? []).map((lock) => lock.name ?? "");
	return names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
}
