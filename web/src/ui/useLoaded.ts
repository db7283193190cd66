import { type ComponentType, useEffect, useState } from "react";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/**
 * Load a component's code when it is needed. Returns null until the code is there. React's `lazy` would be slower. A
 * Suspense that has shown its fallback waits 300 ms before it shows anything else. The studio's picture would wait too.
 */
export function useLoaded<Props>(load: Load<Props> | null): ComponentType<Props> | null {
	const [loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
	useEffect(() => {
		let left = false;
		void load?.().then((module) => !left && setLoaded(() => module.default));
		return () => {
			left = true;
		};
	}, [load]);
	return loaded;
}
