import { useSyncExternalStore } from "react";

/** The width of a phone. The style sheets have the same. */
const NARROW = "(max-width: 767px)";

/** Tell whether the window is as narrow as a phone. */
export const useNarrow = () => useSyncExternalStore(listen, isNarrow);

const isNarrow = () => matchMedia(NARROW).matches;

function listen(changed: () => void): () => void {
	const query = matchMedia(NARROW);
	query.addEventListener("change", changed);
	return () => query.removeEventListener("change", changed);
}
