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

/** Whether another page of this browser is on air. */
export async function onAirHere(): Promise<boolean> {
	const found = await navigator.locks?.query().catch(() => undefined);
	return (found?.held ?? []).some((lock) => lock.name?.startsWith(PREFIX));
}
