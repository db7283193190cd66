import { useEffect, useState } from "react";
import { inCompanion } from "../companion/port";
import { Mixer } from "../compositor/mixer";

const FIRST = "";

/** Return what guests hear of the host: the first microphone, or all of the host's microphones in one sound. */
export function useVoice(mic: MediaStreamTrack | null, further: Map<string, MediaStreamTrack>): MediaStreamTrack | null {
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
	useEffect(() => mixer?.hear(new Map([...(mic ? [[FIRST, mic] as const] : []), ...further])), [mixer, mic, further]);
	return several ? mixed : mic;
}
