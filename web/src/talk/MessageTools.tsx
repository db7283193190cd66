import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Menu } from "../ui/Menu";
import { oneLine } from "../ui/oneLine";
import { BanQuestion } from "./BanQuestion";
import css from "./Crew.module.css";
import { crewTalkWords } from "./crewWords";
import { MessageItems, type ToolsProps } from "./MessageItems";

/** The buttons of the crew for a message: a menu. A held one shows its two answers at once, and one on screen how to take it off. */
export function MessageTools({ message, pinned, act, screen }: ToolsProps) {
	const words = useWords(crewTalkWords);
	const [used, use] = useState(false);
	const [asking, ask] = useState(false);
	const { Banned, Id, Silenced, State, UserId, UserName } = message;
	const name = oneLine(UserName);
	const up = screen?.shows({ name, text: message.Text });
	const menu = `message-${Id}`;
	const close = () => {
		ask(false);
		document.getElementById(menu)?.focus();
	};
	const ban = () => {
		close();
		void act("BanPerson", { UserId, Banned: true });
	};
	return (
		<>
			<div className={css.tools} data-wide={State !== "shown" || up || undefined}>
				{State !== "shown" && (
					<Button small data-act="show" onClick={() => void act("ShowMessage", { Id })}>
						{words.show}
					</Button>
				)}
				{State === "held" && (
					<Button small kind="quiet" data-act="hide" onClick={() => void act("HideMessage", { Id })}>
						{words.hide}
					</Button>
				)}
				{up && (
					<Button small kind="quiet" data-act="unscreen" onClick={screen?.take}>
						{words.offScreen}
					</Button>
				)}
				<Menu over id={menu} label={words.more(name)} icon={<Ellipsis size={16} />} onOpen={() => use(true)} ready={used}>
					{used && <MessageItems message={message} pinned={pinned} act={act} screen={screen} onBan={() => ask(true)} />}
				</Menu>
			</div>
			{(Banned || Silenced) && <span className={css.silenced}>{Banned ? words.banned : words.silenced}</span>}
			{asking && <BanQuestion name={name} onBan={ban} onClose={close} />}
		</>
	);
}
