import { useCallback, useSyncExternalStore } from "react";

/** Tell whether the window matches a media query. The style sheets have the same query. */
export function useMedia(query: string): boolean {
	const listen = useCallback(
		(changed: () => void) => {
			const media = matchMedia(query);
			media.addEventListener("change", changed);
			return () => media.removeEventListener("change", changed);
		},
		[query],
	);
	return useSyncExternalStore(listen, () => matchMedia(query).matches);
}
