import { useEffect, useState } from "react";
import type { Session } from "../net/useSession";

/** Tell whether there are earlier shows to start from. `wanted`: this page may ask, and would offer them. */
export function useEarlierOffer({ call, tab }: Session, wanted: boolean): boolean {
	const [there, setThere] = useState(false);
	useEffect(() => {
		if (!wanted) return;
		// An offer is no promise: without an answer there is none. The menu of new scenes leads to the list too.
		call("ListEarlierShows", { Tab: tab }).then(
			({ Shows }) => setThere(Shows.length > 0),
			() => {},
		);
	}, [wanted, call, tab]);
	return wanted && there;
}
