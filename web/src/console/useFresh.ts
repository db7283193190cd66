import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, mayPass } from "../net/call";
import { retrying } from "../net/retry";
import { useCrash } from "../ui/useCrash";

/** Read something again and again while the page is seen. Another `read` reads at once. The answer before stays until
 *  the next one is there. `onOut` hears that the admin is signed out.
 *
 *  Returns the last answer, null before the first one, and a way to read now. */
export function useFresh<Answer>(read: () => Promise<Answer>, everyMs: number, onOut: () => void): [Answer | null, () => void] {
	const [answer, setAnswer] = useState<Answer | null>(null);
	const now = useRef(() => {});
	const crash = useCrash();
	useEffect(() => {
		let stale = false;
		const look = async () => {
			try {
				const found = await read();
				if (!stale) setAnswer(found);
			} catch (error) {
				if (error instanceof ApiError && error.code === "SignedOut") return onOut();
				if (!mayPass(error)) return crash(error);
				retry.later();
			}
		};
		const retry = retrying(look);
		now.current = () => void look();
		void look();
		const timer = setInterval(() => document.visibilityState === "visible" && void look(), everyMs);
		return () => {
			stale = true;
			clearInterval(timer);
			retry.stop();
		};
	}, [read, everyMs, onOut, crash]);
	return [answer, useCallback(() => now.current(), [])];
}
