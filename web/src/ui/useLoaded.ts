import { type ComponentType, useEffect, useState } from "react";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/**
 * A component whose code is fetched when it is wanted; null until then. Not by React's `lazy`: once a Suspense has shown
 * its fallback, it holds back for 300 ms what has come, and the studio's picture with it.
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
