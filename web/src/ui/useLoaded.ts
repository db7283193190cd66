import { useEffect, useState } from "react";
import { useCrash } from "./useCrash";

type Load<Part> = () => Promise<{ default: Part }>;

/**
 * Load a part of the page, mostly a component, when it is needed. Returns null until its code is there. Code that
 * does not come is an error of the page. React's `lazy` would be slower. A
 * Suspense that has shown its fallback waits 300 ms before it shows anything else. The studio's picture would wait too.
 */
export function useLoaded<Part>(load: Load<Part> | null): Part | null {
	const [loaded, setLoaded] = useState<Part | null>(null);
	const crash = useCrash();
	useEffect(() => {
		let left = false;
		load?.().then(
			(module) => !left && setLoaded(() => module.default),
			(error) => !left && crash(error),
		);
		return () => {
			left = true;
		};
	}, [load, crash]);
	return loaded;
}
