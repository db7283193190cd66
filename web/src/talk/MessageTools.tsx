import { Ellipsis } from "lucide-react";
import type { Ask } from "../chat/door";
import { useWords } from "../i18n/useWords";
import type { Message } from "../net/talk";
import { Button } from "../ui/Button";
import { oneLine } from "../ui/oneLine";
import css from "./Crew.module.css";
import { crewTalkWords } from "./crewWords";
import type { Screen } from "./screen";

interface Props {
	message: Message;
	pinned: boolean;
	open: boolean;
	onOpen: (open: boolean) => void;
	/** Make one call. */
	act: Ask;
	screen: Screen | null;
}

/** The buttons of the crew for a message. A held one shows its two answers at once. */
export function MessageTools({ message, pinned, open, onOpen, act, screen }: Props) {
	const words = useWords(crewTalkWords);
	const { Id, Mark, Silenced, State, UserId, UserName } = message;
	const said = { name: oneLine(UserName), text: message.Text };
	const shown = State === "shown";
	const held = State === "held";
	const up = screen?.shows(said);
	return (
		<>
			{Silenced && <span className={css.silenced}>{words.silenced}</span>}
			<div className={css.tools} data-wide={open || !shown || up || undefined}>
				{!shown && (
					<Button small data-act="show" onClick={() => void act("ShowMessage", { Id })}>
						{words.show}
					</Button>
				)}
				{(held || (open && shown && !Mark)) && (
					<Button small kind="quiet" data-act="hide" onClick={() => void act("HideMessage", { Id })}>
						{words.hide}
					</Button>
				)}
				{open && (
					<>
						<Button small kind="quiet" data-act="delete" onClick={() => void act("DeleteMessage", { Id })}>
							{words.remove}
						</Button>
						{shown && (
							<Button small kind="quiet" data-act="pin" onClick={() => void act("PinMessage", { Id: pinned ? 0 : Id })}>
								{pinned ? words.unpin : words.pin}
							</Button>
						)}
						{!Mark && UserId > 0 && (
							<Button
								small
								kind="quiet"
								data-act="silence"
								onClick={() => void act("SilencePerson", { UserId, Silenced: !Silenced })}
							>
								{Silenced ? words.unsilence : words.silence}
							</Button>
						)}
					</>
				)}
				{screen && shown && (open || up) && (
					<Button small kind="quiet" data-act="screen" aria-pressed={up} onClick={() => (up ? screen.take() : screen.put(said))}>
						{up ? words.offScreen : words.onScreen}
					</Button>
				)}
				<Button
					small
					kind="quiet"
					icon
					data-act="more"
					aria-expanded={open}
					aria-label={words.more(said.name)}
					title={words.more(said.name)}
					onClick={() => onOpen(!open)}
				>
					<Ellipsis size={16} />
				</Button>
			</div>
		</>
	);
}
