import { useWords } from "../i18n/useWords";
import type { Message } from "../net/talk";
import { MenuItem } from "../ui/Menu";
import { oneLine } from "../ui/oneLine";
import type { Act } from "./act";
import { crewTalkWords } from "./crewWords";
import type { Screen } from "./screen";

export interface ToolsProps {
	message: Message;
	pinned: boolean;
	/** Make one call. */
	act: Act;
	screen: Screen | null;
}

interface Props extends ToolsProps {
	/** The crew wants the author out. */
	onBan: () => void;
}

/** The items of the crew's menu for a message and its author. */
export function MessageItems({ message, pinned, act, screen, onBan }: Props) {
	const words = useWords(crewTalkWords);
	const { Banned, Id, Mark, Silenced, State, UserId } = message;
	const said = { name: oneLine(message.UserName), text: message.Text };
	const shown = State === "shown";
	return (
		<>
			{screen && shown && !screen.shows(said) && (
				<MenuItem data-act="screen" onClick={() => screen.put(said)}>
					{words.onScreen}
				</MenuItem>
			)}
			{shown && (
				<MenuItem data-act="pin" onClick={() => void act("PinMessage", { Id: pinned ? 0 : Id })}>
					{pinned ? words.unpin : words.pin}
				</MenuItem>
			)}
			{shown && !Mark && (
				<MenuItem data-act="hide" onClick={() => void act("HideMessage", { Id })}>
					{words.hide}
				</MenuItem>
			)}
			<MenuItem data-act="delete" onClick={() => void act("DeleteMessage", { Id })}>
				{words.remove}
			</MenuItem>
			{!Mark && UserId > 0 && (
				<>
					<hr />
					<MenuItem data-act="silence" onClick={() => void act("SilencePerson", { UserId, Silenced: !Silenced })}>
						{Silenced ? words.unsilence : words.silence}
					</MenuItem>
					<MenuItem data-act="ban" onClick={() => (Banned ? void act("BanPerson", { UserId, Banned: false }) : onBan())}>
						{Banned ? words.unban : words.ban}
					</MenuItem>
				</>
			)}
		</>
	);
}
