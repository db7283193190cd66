import { QrCode as Icon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../i18n/useWords";
import { Button } from "../../ui/Button";
import { CopyButton } from "../../ui/CopyButton";
import { QrCode } from "../../ui/QrCode";
import { uiWords } from "../../ui/words";
import base from "../Console.module.css";
import { Refusal } from "../Refusal";
import { consoleWords } from "../words";
import css from "./Show.module.css";
import type { Door, DoorsState } from "./useDoors";
import { showWords } from "./words";

/** The three addresses of a show, to copy, or to be read by a phone's camera. */
export function Doors({ state, watch, may }: { state: DoorsState; watch: string; may: boolean }) {
	const words = useWords(showWords);
	const { tryAgain } = useWords(uiWords);
	const { doors, failed, refused, busy, again, makeGuest } = state;
	return (
		<>
			<div className={base.doors}>
				{may && <OneDoor kind="host" door={doors?.Host} />}
				{may && (
					<OneDoor kind="guest" door={doors?.Guest}>
						<Button small id="make-guest-link" busy={busy} onClick={makeGuest}>
							{words.makeGuest}
						</Button>
					</OneDoor>
				)}
				<OneDoor kind="watch" door={doors?.Watch} url={watch} />
			</div>
			{failed && (
				<div className={css.acts} id="doors-failed">
					<p className={base.refusal}>{words.doorsFailed}</p>
					<Refusal reason={refused === "failed" ? null : refused} />
					<Button small id="doors-again" busy={busy} onClick={again}>
						{tryAgain}
					</Button>
				</div>
			)}
		</>
	);
}

interface Props {
	kind: "host" | "guest" | "watch";
	/** Absent before the answer. */
	door?: Door | undefined;
	/** The address, when it needs no answer. */
	url?: string;
	/** The cure for a link that is off. */
	children?: ReactNode;
}

function OneDoor({ kind, door, url = door?.Url ?? "", children }: Props) {
	const words = useWords(consoleWords);
	const more = useWords(showWords);
	const [coded, setCoded] = useState(false);
	const { title, text } = words.doors[kind];
	const off = Boolean(door?.State) && !url;
	const code = door?.Qr.length ? door.Qr : null;
	return (
		<section className={base.door}>
			<h2>{title}</h2>
			<p>{off ? more.doorOff : text}</p>
			{off && children}
			<code id={`${kind}-link`}>{url}</code>
			<div className={css.acts}>
				<CopyButton
					small
					id={`copy-${kind}-link`}
					text={url}
					disabled={!url}
					label={words.copy}
					aria-label={words.copyOf[kind]}
				/>
				{code && (
					<Button
						small
						icon
						id={`${kind}-code`}
						aria-label={coded ? more.hideCode : more.codeOf[kind]}
						title={coded ? more.hideCode : more.code}
						aria-expanded={coded}
						onClick={() => setCoded(!coded)}
					>
						<Icon size={16} />
					</Button>
				)}
			</div>
			{code && coded && <QrCode rows={code} label={more.codeOf[kind]} />}
		</section>
	);
}
