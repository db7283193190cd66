import { useCallback, useEffect, useState } from "react";
import type { Result } from "../net/types";
import type { Session } from "../net/useSession";

export type EarlierShow = Result<"ListEarlierShows">["Shows"][number];

/** `slow`: the answer takes longer than people expect. */
type Asking = "asking" | "slow" | "failed" | "there";

/** A typed search waits so long for the next letter. */
const TYPING_MS = 300;
const SLOW_MS = 3000;

/** List the earlier shows whose name contains `search`. The list before stays until the next one is there. */
export function useEarlierShows({ call, tab }: Session, search: string) {
	const [shows, setShows] = useState<EarlierShow[]>([]);
	const [state, setState] = useState<Asking>("asking");
	const [tries, setTries] = useState(0);

	// biome-ignore lint/correctness/useExhaustiveDependencies: another try asks again
	useEffect(() => {
		let left = false;
		const tell = (next: Asking) => !left && setState(next);
		const ask = async () => {
			tell("asking");
			const slow = setTimeout(() => tell("slow"), SLOW_MS);
			try {
				const { Shows } = await call("ListEarlierShows", { Tab: tab, Search: search });
				if (!left) setShows(Shows);
				tell("there");
			} catch {
				tell("failed");
			}
			clearTimeout(slow);
		};
		const typing = setTimeout(() => void ask(), search ? TYPING_MS : 0);
		return () => {
			left = true;
			clearTimeout(typing);
		};
	}, [call, tab, search, tries]);

	const again = useCallback(() => setTries((now) => now + 1), []);
	return { shows, state, again };
}
