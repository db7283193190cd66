import { useEffect, useRef } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Crew.module.css";
import { crewTalkWords } from "./crewWords";

interface Props {
	/** The person's name, as one line; "" for the author of an anonymous question. */
	name: string;
	onBan: () => void;
	onClose: () => void;
}

/** Ask before a person is banned, below their message. The answer that changes nothing has the focus. */
export function BanQuestion({ name, onBan, onClose }: Props) {
	const words = useWords(crewTalkWords);
	const keep = useRef<HTMLButtonElement>(null);
	useEffect(() => keep.current?.focus(), []);
	return (
		<fieldset className={css.ban} onKeyDown={({ key }) => key === "Escape" && onClose()}>
			<legend>
				<bdi>{name ? words.banAsk(name) : words.banAskNameless}</bdi>
			</legend>
			<p>
				{words.banText} {!name && words.banNameless}
			</p>
			<div className={css.buttons}>
				<Button ref={keep} small kind="quiet" data-act="keep" onClick={onClose}>
					{words.banKeep}
				</Button>
				<Button small data-act="ban-now" onClick={onBan}>
					{words.banNow}
				</Button>
			</div>
		</fieldset>
	);
}
