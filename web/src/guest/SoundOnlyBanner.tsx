import { WifiLow } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { useDismissal } from "../ui/useDismissal";
import { guestStageWords } from "./stageWords";
import type { SoundOnly } from "./useSoundOnly";

/** Offer sound alone on a weak network, and the way back. A person may put the offer away until the next one. */
export function SoundOnlyBanner({ soundOnly: { state, take, giveBack } }: { soundOnly: SoundOnly }) {
	const words = useWords(guestStageWords);
	const [shown, dismiss] = useDismissal(state === "offered" ? "offered" : "");
	if (!state) return null;
	if (state === "offered") {
		return shown ? (
			<Banner id="sound-only-offer" icon={<WifiLow size={20} />} onDismiss={dismiss} {...words.soundOnly.offered}>
				<Button small id="sound-only" onClick={take}>
					{words.takeSoundOnly}
				</Button>
			</Banner>
		) : null;
	}
	return (
		<Banner id="sound-only-on" calm icon={<WifiLow size={20} />} {...words.soundOnly[state]}>
			<Button small id="pictures-back" onClick={giveBack}>
				{words.giveBack}
			</Button>
		</Banner>
	);
}
