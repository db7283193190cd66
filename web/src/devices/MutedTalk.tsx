import { MicOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { useDismissal } from "../ui/useDismissal";
import type { Devices } from "./devices";
import { deviceWords } from "./words";

interface Props {
	devices: Devices;
	/** The microphone is off. */
	muted: boolean;
	/** The person talks into it. */
	talks: boolean;
}

/** Tell a person who talks that they are muted. A dismissed notice waits until they mute again: a person may talk in the
 *  room for a while, with pauses. */
export function MutedTalk({ devices, muted, talks }: Props) {
	const words = useWords(deviceWords);
	const [shown, dismiss] = useDismissal(muted ? "muted" : "");
	if (!shown || !talks) return null;
	return (
		<Banner id="muted-talk" icon={<MicOff size={20} />} onDismiss={dismiss} {...words.mutedTalk}>
			<Button small id="unmute" onClick={() => devices.set("mic", true)}>
				{words.unmute}
			</Button>
		</Banner>
	);
}
