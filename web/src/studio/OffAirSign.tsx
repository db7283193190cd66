import { MicOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./TalkOffAir.module.css";
import { talkWords } from "./talkWords";

/** Say over the program, with a frame around all of it, that viewers do not hear the host. */
export default function OffAirSign({ onEnd }: { onEnd: () => void }) {
	const words = useWords(talkWords);
	return (
		<div className={css.frame}>
			<div className={css.sign} id="off-air-sign" role="alert">
				<MicOff size={24} />
				<p>
					<b>{words.notHeard}</b>
					<span>{words.heardBy}</span>
				</p>
				<Button small id="end-talk" onClick={onEnd}>
					{words.end}
				</Button>
			</div>
		</div>
	);
}
