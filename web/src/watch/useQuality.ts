import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import { deviceStorage } from "../browser/storage";
import type { Choice, Layer, Sent, Wish } from "./quality";
import { useHeard } from "./useHeard";
import { usePlace } from "./usePlace";
import type { Frames } from "./watchState";

const KEPT = "kaibo.quality";

/** The viewer's choice, what can be chosen from, and what follows from both. */
export interface Quality {
	layers: Layer[];
	/** Takes what the host sends. */
	onSent: (sent: Sent) => void;
	/** Tells whether sound arrives, for a viewer who chose sound only. */
	heard: Frames;
	choice: Choice;
	choose: (choice: Choice) => void;
	/** Show the picture again, as it was before the viewer chose sound only. */
	showPicture: () => void;
	wish: Wish;
}

/** Keep what this device's viewer chose, and follow what its page can show. */
export function useQuality(video: RefObject<HTMLVideoElement | null>): Quality {
	const [choice, setChoice] = useState(keptChoice);
	const [layers, setLayers] = useState<Layer[]>([]);
	const [sound, setSound] = useState<RTCRtpReceiver | null>(null);
	const { place, hidden } = usePlace(video);
	const before = useRef(choice === "sound" ? usual() : choice);
	const choose = (next: Choice) => {
		if (next !== "sound") before.current = next;
		deviceStorage.set(KEPT, String(next));
		setChoice(next);
	};
	const onSent = useCallback((sent: Sent) => {
		setLayers((now) => (same(now, sent.layers) ? now : sent.layers));
		setSound(sent.sound);
	}, []);
	const arrives = useHeard(choice === "sound" ? sound : null);
	// A host without a microphone sends a picture alone.
	const heard = sound || !layers.length ? arrives : "coming";
	const wish = useMemo(() => ({ choice, place, hidden }), [choice, place, hidden]);
	return { layers, onSent, heard, choice, choose, showPicture: () => choose(before.current), wish };
}

const same = (one: Layer[], other: Layer[]) => JSON.stringify(one) === JSON.stringify(other);

/** Return the choice that this device kept, or the usual one. */
function keptChoice(): Choice {
	const kept = deviceStorage.get(KEPT) ?? "";
	if (kept === "auto" || kept === "save" || kept === "sound") return kept;
	return /^[1-9]\d{1,3}$/.test(kept) ? Number(kept) : usual();
}

/** Return the choice of a viewer who chose nothing. Some have told their browser to save data (not in Firefox, Safari). */
function usual(): Choice {
	const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
	return connection?.saveData ? "save" : "auto";
}
