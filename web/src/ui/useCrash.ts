import { useCallback, useState } from "react";

/** Return a function that hands an error to the page's error boundary. React itself gives it only errors of rendering. */
export function useCrash(): (error: unknown) => void {
	const [, set] = useState(null);
	return useCallback((error) => {
		set(() => {
			throw error;
		});
	}, []);
}
