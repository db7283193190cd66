import { inCompanion } from "../companion/port";
import type { Recording } from "../companion/Record";
import { canCompose } from "../compositor/compositor";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { useLoaded } from "../ui/useLoaded";
import type { StudioParts } from "./useStudio";

const companion = () => import("../companion/Companion");
/** The show goes on without them. */
const thumbnails = () => import("./Thumbnails").catch(() => ({ default: () => null }));

interface Props {
	session: Session;
	view: View;
	studio: StudioParts;
	/** Gets what the page can show of the recording. */
	onRecording: (now: Recording | null) => void;
}

/** Connect the studio with the desktop app that shows it, and with the console. It draws nothing. It stands outside all that can be seen, so a
 *  recording goes on when that fails. */
export function StudioApp({ session, view, studio, onRecording }: Props) {
	const { air, program, onAir } = studio;
	const Companion = useLoaded(inCompanion() ? companion : null);
	const Thumbnails = useLoaded(air ? thumbnails : null);
	const goLive = mayGoLive(studio) ? studio.goingLive.press : null;
	return (
		<>
			{Companion && <Companion {...studio} view={view} state={onAir.state} goLive={goLive} onRecording={onRecording} />}
			{Thumbnails && air && program && <Thumbnails session={session} track={program.picture} />}
		</>
	);
}

/** Tell whether the button that goes live is there and idle. */
const mayGoLive = ({ open, onAir }: StudioParts) =>
	open && canCompose() && onAir.state === "preview" && onAir.doing === "" && !onAir.sending;
