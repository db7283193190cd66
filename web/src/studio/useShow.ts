import type { Room } from "livekit-client";
import type { Format } from "../compositor/orders";
import { useDesign } from "../design/useDesign";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import type { Source } from "../source/source";
import { useSpoken } from "../stage/useSpoken";
import { useCast } from "./useCast";
import { useFade } from "./useFade";
import { usePictures } from "./usePictures";
import { useProgram } from "./useProgram";
import { useScenes } from "./useScenes";

const NONE_DRAWN = new Map<string, Source>();

/** The parts that the program is made of. */
interface Material {
	format: Format;
	sources: Source[];
	sounds: Map<string, MediaStreamTrack>;
	sharing: boolean;
	/** The stage, which tells who speaks. */
	room: Room | null;
}

/** Join the show's design, its scenes and the program. `acts`: this page holds the seat. */
export function useShow(session: Session, view: View, acts: boolean, material: Material) {
	const { format, sources, sounds, sharing, room } = material;
	const show = useDesign(session, view, acts);
	const scenes = useScenes(show.design, show.air, sharing);
	const [fades, turnFade] = useFade();
	const cast = useCast(sources, NONE_DRAWN, useSpoken(room));
	const pictures = usePictures(show.design, show.shown, cast, format);
	const { program, paintOn } = useProgram(acts, format, cast, pictures, fades, sounds);
	return { show, scenes, fades, turnFade, cast, pictures, program, paintOn };
}
