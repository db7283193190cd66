import { useCallback, useEffect, useState } from "react";
import type { Choice } from "./choice";
import { listSpeakers, rememberedSpeaker, rememberSpeaker } from "./speaker";

export interface Speaker {
	/** The outputs that the person can choose from; none where the browser offers none. */
	choices: Choice[];
	/** The output in use. "" is the system's own, also while the chosen one is unplugged. */
	id: string;
	choose: (id: string) => void;
}

/** Keep the person's choice of an output. `heard` changes when the browser may tell more: it lists outputs only to a page
 *  that may use the microphone. */
export function useSpeaker(heard: unknown): Speaker {
	const [choices, setChoices] = useState<Choice[]>([]);
	const [chosen, setChosen] = useState(rememberedSpeaker);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the list is another one when `heard` is
	useEffect(() => {
		let over = false;
		const list = () => void listSpeakers().then((found) => !over && setChoices(found));
		list();
		navigator.mediaDevices?.addEventListener("devicechange", list);
		return () => {
			over = true;
			navigator.mediaDevices?.removeEventListener("devicechange", list);
		};
	}, [heard]);
	const choose = useCallback((id: string) => {
		rememberSpeaker(id);
		setChosen(id);
	}, []);
	return { choices, id: choices.some(({ id }) => id === chosen) ? chosen : "", choose };
}
