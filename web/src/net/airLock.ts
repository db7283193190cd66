import { useEffect } from "react";

const PREFIX = "kaibo.air.";

/** Hold a Web Lock while `active`, so that this browser's other pages can tell that this session is on air. The browser
 *  releases the lock when the page goes. */
export function useAirLock(active: boolean, sessionId: string): void {
	useEffect(() => {
		if (!active || !navigator.locks) return;
		let release = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		// A browser that refuses storage refuses locks too.
		void navigator.locks.request(PREFIX + sessionId, { mode: "shared" }, () => held).catch(() => {});
		return release;
	}, [active, sessionId]);
}

/** List the ids of the sessions that this browser's pages have on air. The launch page looks for the same locks. */
export async function onAirHere(): Promise<string[]> {
	const snapshot = await navigator.locks?.query().catch(() => undefined);
	const names = (snapshot?.held ?? []).map((lock) => lock.name ?? "");
	return names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
}
