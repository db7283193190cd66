import { useEffect, useMemo } from "react";
import { type Design, type DesignSource, SCREEN, type Shown } from "../design/document";
import type { SharedScreen } from "../source/screen";
import type { Source } from "../source/source";
import type { ScreensControl } from "../source/useScreens";

type Shared = ReadonlyMap<string, SharedScreen>;

/** Return the pictures and sounds of the shared screens that the share button does not own. A screen whose source left the
 *  design ends, but not while viewers still see it. */
export function useFurtherScreens({ shared, keep }: ScreensControl, { sources, air }: Design, shown: Shown) {
	const seen = air.shown?.sources;
	useEffect(() => {
		keep((id) => id === SCREEN || Object.hasOwn({ ...seen, ...sources }, id));
	}, [keep, sources, seen]);
	const further = useMemo(() => new Map([...shared].filter(([id]) => id !== SCREEN)), [shared]);
	const screens = useMemo(() => screenSources(further, sources), [further, sources]);
	const sounds = useMemo(() => screenSounds(further, shown), [further, shown]);
	return { screens, sounds };
}

export function screenSources(shared: Shared, sources: Record<string, DesignSource>): Source[] {
	return [...shared].map(([id, { picture }]) => {
		const source = sources[id];
		const label = source?.kind === "screen" ? source.name : "";
		return { id, kind: "screen", name: "", label, initial: "", track: picture };
	});
}

/** List the sounds of the screens that viewers see. The host left the other ones in another scene. */
export function screenSounds(shared: Shared, { scene, overlays }: Shown): Map<string, MediaStreamTrack> {
	const seen = new Set([...scene.items, ...overlays].filter((item) => item.seen).map(({ source }) => source));
	return new Map([...shared].flatMap(([id, { sound }]) => (sound && seen.has(id) ? [[id, sound] as const] : [])));
}
