import { CircleCheck, CircleDashed, History, Share2, UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import type { DevicesState } from "../devices/devices";
import { useWords } from "../i18n/useWords";
import { INVITE_PANEL } from "../invite/Invite";
import type { View } from "../net/types";
import { Button } from "../ui/Button";
import css from "./Studio.module.css";
import type { StudioParts } from "./useStudio";
import { studioWords } from "./words";

/** Tell whether the host is alone before the show. */
export const isFirst = (view: View, { onAir, open }: StudioParts): boolean =>
	open && onAir.state === "preview" && !view.Activity.Wanted && view.Guests.length === 0;

interface Props {
	device: DevicesState;
	/** The server will record the show. */
	recorded: boolean;
	/** Undefined: there is no earlier show to start from. */
	onEarlier?: (() => void) | undefined;
}

/** List what a host may do before the show, while nobody else is there. */
export function StudioReady({ device, recorded, onEarlier }: Props) {
	const words = useWords(studioWords);
	const state = stateOf(device);
	return (
		<div className={css.ready}>
			<ul>
				<Line
					done={state === "both"}
					icon={state === "both" ? <CircleCheck size={20} /> : <CircleDashed size={20} />}
					{...words.ready.devices[state]}
				/>
				{onEarlier && (
					<Line icon={<History size={20} />} {...words.ready.earlier}>
						<Button small id="ready-earlier" onClick={onEarlier}>
							{words.ready.choose}
						</Button>
					</Line>
				)}
				<Line icon={<UserPlus size={20} />} {...words.ready.guests}>
					<Button small id="ready-guest-link" popoverTarget={INVITE_PANEL}>
						{words.ready.guestLink}
					</Button>
				</Line>
				<Line icon={<Share2 size={20} />} {...words.ready.viewers}>
					<Button small id="ready-watch-link" popoverTarget={INVITE_PANEL}>
						{words.ready.watchLink}
					</Button>
				</Line>
				{recorded && <Line done icon={<CircleCheck size={20} />} {...words.ready.recorded} />}
			</ul>
			<p className={css.unseen}>{words.ready.unseen}</p>
		</div>
	);
}

interface LineProps {
	title: string;
	text: string;
	icon: ReactNode;
	done?: boolean;
	children?: ReactNode;
}

function Line({ title, text, icon, done = false, children }: LineProps) {
	return (
		<li data-done={done}>
			{icon}
			<p>
				<b>{title}</b>
				<span>{text}</span>
			</p>
			{children}
		</li>
	);
}

/** Name the devices that work. A banner of its own explains the others. */
export function stateOf({ mic, camera }: DevicesState): "both" | "mic" | "camera" | "opening" | "none" {
	if (mic.track && camera.track) return "both";
	if (mic.opening || camera.opening) return "opening";
	if (mic.track) return "mic";
	return camera.track ? "camera" : "none";
}
