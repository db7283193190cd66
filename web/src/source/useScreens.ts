import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { Screens, type ScreensState } from "./screens";

export interface ScreensControl extends ScreensState {
	share: Screens["share"];
	end: Screens["end"];
	keep: Screens["keep"];
	/** Share the screen of a source, or end it. */
	toggle: (id: string) => void;
}

/** Share screens while `active`. `fps`: pictures a second of each, at most. */
export function useScreens(active: boolean, fps: number): ScreensControl {
	const [screens] = useState(() => new Screens(fps));
	const state = useSyncExternalStore(screens.subscribe, screens.snapshot);
	useEffect(() => {
		screens.fps = fps;
	}, [screens, fps]);
	useEffect(() => {
		screens.act(active);
		return () => screens.act(false);
	}, [screens, active]);
	return useMemo(
		() => ({
			...state,
			share: (place) => screens.share(place),
			end: (id) => screens.end(id),
			keep: (holds) => screens.keep(holds),
			toggle: (id) => (state.shared.has(id) ? screens.end(id) : void screens.share(() => id)),
		}),
		[screens, state],
	);
}
