import { MicOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./TalkOffAir.module.css";
import { talkWords } from "./talkWords";

interface Props {
	/** The only guest who hears the host; "" for all guests. */
	name: string;
	onEnd: () => void;
}

/** Say over the program, with a frame around all of it, that viewers do not hear the host. */
export default function OffAirSign({ name, onEnd }: Props) {
	const words = useWords(talkWords);
	return (
		<div className={css.frame}>
			<div className={css.sign} id="off-air-sign" role="alert">
				<MicOff size={24} />
				<p>
					<b>{words.notHeard}</b>
					<span>{name ? words.toOne(name) : words.toAll}</span>
				</p>
				<Button small id="end-talk" onClick={onEnd}>
					{words.end}
				</Button>
			</div>
		</div>
	);
}
