import { type ComponentType, useEffect, useState } from "react";
import { useCrash } from "./useCrash";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/**
 * Load a component's code when it is needed. Returns null until the code is there. Code that
 * does not come is an error of the page. React's `lazy` would be slower. A
 * Suspense that has shown its fallback waits 300 ms before it shows anything else. The studio's picture would wait too.
 */
export function useLoaded<Props>(load: Load<Props> | null): ComponentType<Props> | null {
	const [loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
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
