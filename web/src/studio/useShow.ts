import type { Room } from "livekit-client";
import { useCallback, useMemo } from "react";
import type { Format } from "../compositor/orders";
import { SCREEN } from "../design/document";
import { useDesign } from "../design/useDesign";
import type { Device } from "../devices/devices";
import { useCountdowns } from "../drawn/useCountdowns";
import { useAbsent, useFiles } from "../files/useFiles";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import type { Source } from "../source/source";
import type { ScreensControl } from "../source/useScreens";
import { useSpoken } from "../stage/useSpoken";
import { useCasts } from "./useCasts";
import { useDrawn } from "./useDrawn";
import { useExtra } from "./useExtra";
import { useFade } from "./useFade";
import { useFurtherScreens } from "./useFurtherScreens";
import { usePictures } from "./usePictures";
import { useProgram } from "./useProgram";
import { useSceneEdits } from "./useSceneEdits";
import { useScenes } from "./useScenes";
import { useSlides } from "./useSlides";

/** The parts that the program is made of. */
interface Material {
	format: Format;
	sources: Source[];
	sounds: Map<string, MediaStreamTrack>;
	/** The host talks off air: viewers hear no microphone of the studio. */
	offAir: boolean;
	/** The id of the guest in the spotlight, or "". */
	spotlight: string;
	screens: ScreensControl;
	/** The device bar's microphone. */
	mic: Device;
	/** The stage, which tells who speaks. */
	room: Room | null;
}

/** Join the show's design, its scenes and the program. `acts`: this page holds the seat. */
export function useShow(session: Session, view: View, acts: boolean, material: Material) {
	const { format, sources, sounds, offAir, spotlight, screens, mic, room } = material;
	const files = useFiles(session.base, view.Activity.ActivityId, view.Files?.Revision, acts);
	const openFile = useCallback((hash: string) => files.open(hash), [files]);
	const show = useDesign(session, view, acts);
	const scenes = useScenes(show.design, show.air, screens.shared.has(SCREEN));
	const sceneEdits = useSceneEdits(show, view.Activity.Wanted);
	const [fades, turnFade] = useFade();
	const startsAt = view.Activity.LiveTime * 1000;
	const drawn = useDrawn(show.design, show.shown, startsAt, openFile, useAbsent(files));
	const slides = useSlides(show);
	const { now, drawPage, inspect } = drawn;
	useCountdowns(show.shown, show.design, { now, startsAt, active: acts }, ({ scene }) => scenes.choose(scene));
	const extra = useExtra(acts, show.design, mic);
	const further = useFurtherScreens(screens, show.design, show.shown);
	const all = useMemo(() => [...sources, ...extra.cameras, ...further.screens], [sources, extra.cameras, further.screens]);
	const heard = useMemo(
		() => new Map([...sounds, ...(offAir ? [] : extra.sounds), ...further.sounds]),
		[sounds, offAir, extra.sounds, further.sounds],
	);
	const cast = useCasts(all, drawn, useSpoken(room), spotlight);
	const pictures = usePictures(show.design, show.shown, cast, format);
	const { program, paintOn } = useProgram(acts, format, cast, pictures, fades, heard);
	return {
		show,
		files,
		extra,
		heard,
		screenSounds: further.sounds,
		scenes,
		sceneEdits,
		slides,
		drawPage,
		inspect,
		fades,
		turnFade,
		cast: cast.shown,
		pictures,
		program,
		paintOn,
	};
}
