import { useEffect, useMemo, useState } from "react";
import { inCompanion } from "../companion/port";
import { Compositor, canCompose } from "../compositor/compositor";
import { Mixer } from "../compositor/mixer";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import type { PaintOn } from "../scene/live";
import type { Casts } from "./useCasts";
import type { Pictures } from "./usePictures";

/** Without an open microphone, the browser holds all sound until one of these. A finger counts when it is lifted. */
const GESTURES = ["pointerdown", "pointerup", "keydown"] as const;

/** The program, and the smaller pictures that the host sees beside it. */
interface Made {
	program: Program | null;
	/** Null: there is no program. */
	paintOn: PaintOn | null;
}

/** Make the program, on air or not. There is none while not `active`, and in a browser that cannot compose. */
export function useProgram(
	active: boolean,
	{ width, height, fps }: Format,
	cast: Casts,
	{ program, small }: Pictures,
	fade: boolean,
	sounds: Map<string, MediaStreamTrack>,
): Made {
	const [makers, setMakers] = useState<{ compositor: Compositor; mixer: Mixer } | null>(null);
	const [sound, setSound] = useState<MediaStreamTrack | null>(null);

	useEffect(() => {
		if (!active || !canCompose()) return;
		const compositor = new Compositor({ width, height, fps });
		// The desktop app lets its pages sound at once.
		const mixer = new Mixer(setSound, inCompanion());
		setMakers({ compositor, mixer });
		return () => {
			setMakers(null);
			setSound(null);
			compositor.close();
			mixer.close();
		};
	}, [active, width, height, fps]);

	useEffect(() => attempt(() => makers?.compositor.show({ program, small, fade, cast })), [makers, program, small, fade, cast]);
	useEffect(() => attempt(() => makers?.mixer.hear(sounds)), [makers, sounds]);

	useEffect(() => {
		if (!makers) return;
		const wake = () => void makers.mixer.wake();
		for (const event of GESTURES) addEventListener(event, wake);
		return () => {
			for (const event of GESTURES) removeEventListener(event, wake);
		};
	}, [makers]);

	const made = useMemo(() => makers && { picture: makers.compositor.track, sound }, [makers, sound]);
	const paintOn = useMemo<PaintOn | null>(() => makers && ((...to) => makers.compositor.paintOn(...to)), [makers]);
	return { program: made, paintOn };
}

/** Do what may fail for one source. An error of an effect would take the whole page, and the program, down. */
function attempt(work: () => void): void {
	try {
		work();
	} catch (error) {
		reportError(error);
	}
}
