import { MicOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { SeenGuest } from "../stage/guests";
import { Button } from "../ui/Button";
import css from "./TalkOffAir.module.css";
import { talkWords } from "./talkWords";
import type { Talk } from "./useTalk";

interface Props {
	talk: Talk;
	guests: SeenGuest[];
	/** Viewers hear the host again at the end. */
	live: boolean;
}

/** Say over the program, with a frame around all of it, who hears the host. Viewers do not. */
export default function OffAirSign({ talk: { to, turn }, guests, live }: Props) {
	const words = useWords(talkWords);
	const one = to && guests.find(({ Identity }) => Identity === to.Identity);
	const name = one?.UserName ?? to?.UserName ?? "";
	const said = !to
		? { cause: words.notHeard, cure: words.heardBy }
		: one?.person
			? words.onlyOne(name, live, one.OnAir)
			: words.oneGone(name);
	return (
		<div className={css.frame}>
			<div className={css.sign} id="off-air-sign" role="alert" data-to={to?.Identity}>
				<MicOff size={24} />
				<p>
					<b>{said.cause}</b>
					<span>{said.cure}</span>
				</p>
				<Button small id="end-talk" onClick={() => turn(false)}>
					{live ? words.end : words.endBefore}
				</Button>
			</div>
		</div>
	);
}
