import { useEffect, useMemo, useState } from "react";
import { Compositor, canCompose } from "../compositor/compositor";
import { Mixer } from "../compositor/mixer";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import type { Scene } from "../scene/layout";
import type { Source } from "../source/source";

/** Without an open microphone the browser holds all sound until the person has done something. */
const GESTURES = ["pointerdown", "keydown"] as const;

/** The program as this page makes it, on air or not; null while not `active` or where the browser cannot. */
export function useProgram(
	active: boolean,
	{ width, height, fps }: Format,
	sources: Source[],
	scene: Scene,
	sounds: Map<string, MediaStreamTrack>,
): Program | null {
	const [made, setMade] = useState<{ compositor: Compositor; mixer: Mixer } | null>(null);

	useEffect(() => {
		if (!active || !canCompose()) return;
		const compositor = new Compositor({ width, height, fps });
		const mixer = new Mixer();
		setMade({ compositor, mixer });
		return () => {
			setMade(null);
			compositor.close();
			mixer.close();
		};
	}, [active, width, height, fps]);

	useEffect(() => made?.compositor.show(sources, scene), [made, sources, scene]);
	useEffect(() => made?.mixer.hear(sounds), [made, sounds]);

	useEffect(() => {
		if (!made) return;
		const wake = () => void made.mixer.wake();
		for (const event of GESTURES) addEventListener(event, wake);
		return () => {
			for (const event of GESTURES) removeEventListener(event, wake);
		};
	}, [made]);

	return useMemo(() => made && { picture: made.compositor.track, sound: made.mixer.track }, [made]);
}
