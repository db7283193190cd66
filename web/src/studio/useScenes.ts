import { useCallback, useEffect, useRef } from "react";
import { enlarge, sceneAfter, switchTo } from "../design/air";
import { type Design, SCREEN, type Scene } from "../design/document";

/** Changes what is on air. */
type Air = (change: (design: Design) => Design) => void;

export interface ScenesControl {
	choose: (scene: string) => void;
	/** Show the scene at a place in the strip, from 0. */
	chooseAt: (place: number) => void;
	next: () => void;
	/** Make a source large in the scene on air. */
	enlarge: (source: string) => void;
}

/** Switch scenes. `sharing`: the share button's screen is shared. It switches to a scene that shows that screen, and its end
 *  switches back. */
export function useScenes(design: Design, air: Air, sharing: boolean): ScenesControl {
	const latest = useRef(design);
	latest.current = design;

	useEffect(() => {
		const shown = sharing ? sceneWithScreen(latest.current)?.id : undefined;
		if (!shown) return;
		const before = latest.current.air.scene;
		air((now) => enlarge(switchTo(now, shown), shown, ""));
		return () => air((now) => (now.air.scene === shown ? switchTo(enlarge(now, shown, ""), before) : now));
	}, [sharing, air]);

	const choose = useCallback((scene: string) => air((design) => switchTo(design, scene)), [air]);
	const chooseAt = useCallback((place: number) => air((design) => switchTo(design, design.scenes[place]?.id ?? "")), [air]);
	const next = useCallback(() => air((design) => switchTo(design, sceneAfter(design, 1))), [air]);
	const large = useCallback((source: string) => air((design) => enlarge(design, design.air.scene, source)), [air]);
	return { choose, chooseAt, next, enlarge: large };
}

/** Return the scene that shows the share button's screen: the one on air, else the first one that does. */
function sceneWithScreen({ scenes, air }: Design): Scene | undefined {
	const shows = ({ items }: Scene) => items.some(({ seen, source }) => seen && source === SCREEN);
	return scenes.find((scene) => scene.id === air.scene && shows(scene)) ?? scenes.find(shows);
}
