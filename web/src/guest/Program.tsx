import type { RemoteVideoTrack } from "livekit-client";
import { useWords } from "../i18n/useWords";
import { useAttached } from "../stage/useProgramView";
import css from "./GuestStage.module.css";
import { guestStageWords } from "./stageWords";

/** Show what viewers see, large and with little delay. It has no sound: the guest hears the stage. */
export function Program({ picture, air }: { picture: RemoteVideoTrack | null; air: boolean }) {
	const words = useWords(guestStageWords);
	const element = useAttached(picture);
	return (
		<section className={css.program} aria-label={words.whatViewersSee}>
			<p className={css.caption}>{words.whatViewersSee}</p>
			<div className={css.view}>
				<div className={css.screen} data-seen={air}>
					<video id="program" ref={element} muted playsInline autoPlay aria-label={words.whatViewersSee} />
					{!picture && <p className={css.coming}>{words.programComing}</p>}
				</div>
			</div>
		</section>
	);
}
