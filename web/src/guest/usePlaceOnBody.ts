import { useLayoutEffect } from "react";
import type { Place } from "./managed";

/** Write the guest's place on the body, where tests and the desktop app find it. A guest who has not joined has none. */
export function usePlaceOnBody(place: Place): void {
	useLayoutEffect(() => {
		if (place) document.body.dataset.place = place;
		else delete document.body.dataset.place;
		return () => void delete document.body.dataset.place;
	}, [place]);
}
