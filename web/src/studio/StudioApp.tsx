import { inCompanion } from "../companion/port";
import type { Recording } from "../companion/Record";
import { canCompose } from "../compositor/compositor";
import type { View } from "../net/types";
import { useLoaded } from "../ui/useLoaded";
import type { StudioParts } from "./useStudio";

const companion = () => import("../companion/Companion");

interface Props {
	view: View;
	studio: StudioParts;
	/** Gets what the page can show of the recording. */
	onRecording: (now: Recording | null) => void;
}

/** Connect the studio with the desktop app that shows it. It draws nothing. It stands outside all that can be seen, so a
 *  recording goes on when that fails. */
export function StudioApp({ view, studio, onRecording }: Props) {
	const Companion = useLoaded(inCompanion() ? companion : null);
	if (!Companion) return null;
	const goLive = mayGoLive(studio) ? studio.goingLive.press : null;
	return <Companion {...studio} view={view} state={studio.onAir.state} goLive={goLive} onRecording={onRecording} />;
}

/** Tell whether the button that goes live is there and idle. */
const mayGoLive = ({ open, onAir }: StudioParts) =>
	open && canCompose() && onAir.state === "preview" && onAir.doing === "" && !onAir.sending;
