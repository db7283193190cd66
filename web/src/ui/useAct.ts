import { useCallback, useState } from "react";
import { useCrash } from "./useCrash";

interface Acting<Reason> {
	busy: boolean;
	/** Why the last try failed; null when it did not. */
	refused: Reason | null;
	/** Run one piece of work at a time. */
	run: (work: () => Promise<unknown>) => void;
}

/**
 * Run what a button does, and keep why it failed.
 *
 * `reasonOf` must stay the same function. It returns null for an error of the page itself, which then crashes the page.
 */
export function useAct<Reason>(reasonOf: (error: unknown) => Reason | null): Acting<Reason> {
	const [busy, setBusy] = useState(false);
	const [refused, setRefused] = useState<Reason | null>(null);
	const crash = useCrash();
	const run = useCallback(
		(work: () => Promise<unknown>) => {
			setBusy(true);
			setRefused(null);
			work()
				.catch((error: unknown) => {
					const reason = reasonOf(error);
					if (reason === null) return crash(error);
					setRefused(reason);
				})
				.finally(() => setBusy(false));
		},
		[reasonOf, crash],
	);
	return { busy, refused, run };
}
