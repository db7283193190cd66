import { useEffect, useState } from "react";
import { inCompanion } from "../companion/port";
import { Mixer } from "../compositor/mixer";

const FIRST = "";

/** Return one sound for guests: the first one as it is, or all in one. LiveKit takes one microphone and one screen's sound from a
 *  person. */
export function useOneSound(first: MediaStreamTrack | null, further: Map<string, MediaStreamTrack>): MediaStreamTrack | null {
	const [mixer, setMixer] = useState<Mixer | null>(null);
	const [mixed, setMixed] = useState<MediaStreamTrack | null>(null);
	const several = further.size > 0;
	useEffect(() => {
		if (!several) return;
		const made = new Mixer(setMixed, inCompanion());
		setMixer(made);
		return () => {
			setMixer(null);
			setMixed(null);
			made.close();
		};
	}, [several]);
	useEffect(() => mixer?.hear(new Map([...(first ? [[FIRST, first] as const] : []), ...further])), [mixer, first, further]);
	return several ? mixed : first;
}
