import { MonitorPause } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { useDismissal } from "../ui/useDismissal";
import { useStill } from "./useStill";
import { sourceWords } from "./words";

interface Props {
	/** Of the screen's source. */
	id: string;
	picture: MediaStreamTrack;
	/** The name of its layer. The share button's screen has none. */
	name: string;
}

/** Say that a shared screen stands still, and why that may be. */
export function StillNotice({ id, picture, name }: Props) {
	const { screenStill } = useWords(sourceWords);
	const still = useStill(picture);
	const [shown, dismiss] = useDismissal(still ? "still" : "");
	if (!shown) return null;
	return <Banner id={`${id}-still`} icon={<MonitorPause size={20} />} onDismiss={dismiss} {...screenStill(name)} />;
}
