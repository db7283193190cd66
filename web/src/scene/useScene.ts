import { useCallback, useEffect, useRef, useState } from "react";
import { deviceStorage } from "../browser/storage";
import { LAYOUTS, type Layout, type Scene } from "./layout";

const FIRST: Scene = { layout: "grid", large: "" };

export interface SceneControl {
	scene: Scene;
	choose: (layout: Layout) => void;
	enlarge: (id: string) => void;
}

/** Keep the scene of a show on this device: a host who comes back finds it unchanged. Sharing a screen switches to the
 *  layout that shows it. The end of sharing switches back. */
export function useScene(activityId: number, sharing: boolean): SceneControl {
	const key = `kaibo.scene.${activityId}`;
	const [scene, setScene] = useState(() => read(key));
	const before = useRef<Layout | null>(null);

	useEffect(() => void deviceStorage.set(key, JSON.stringify(scene)), [key, scene]);

	useEffect(() => {
		if (!sharing) return;
		setScene((now) => {
			before.current = now.layout;
			return { layout: "large", large: "" };
		});
		return () => {
			const layout = before.current;
			if (layout) setScene((now) => (now.layout === "large" ? { layout, large: "" } : now));
		};
	}, [sharing]);

	const choose = useCallback((layout: Layout) => setScene((now) => ({ ...now, layout })), []);
	const enlarge = useCallback((large: string) => setScene({ layout: "large", large }), []);
	return { scene, choose, enlarge };
}

function read(key: string): Scene {
	try {
		const { layout, large } = JSON.parse(deviceStorage.get(key) ?? "") as Scene;
		return LAYOUTS.includes(layout) && typeof large === "string" ? { layout, large } : FIRST;
	} catch {
		return FIRST;
	}
}
