import {
	ArrowDown,
	ArrowUp,
	Camera,
	CameraOff,
	Ellipsis,
	Hand,
	Headphones,
	LogOut,
	MessageSquare,
	Mic,
	Pencil,
	Star,
} from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Menu, MenuItem } from "../ui/Menu";
import { NAME_MAX } from "../ui/name";
import { LINE_MAX, type TalkToOne, type Tell } from "./crew";
import { crewWords } from "./crewWords";
import { GuestText } from "./GuestText";
import type { Guest } from "./guests";
import { moved } from "./order";

interface Props {
	guest: Guest;
	/** The private line that the guest reads now; "" for none. */
	line: string;
	/** The guest's microphone is open. */
	micOpen: boolean;
	/** The sessions of all guests, in their order. */
	order: string[];
	tell: Tell;
	/** The host may talk to the guest, and nobody else hears it. */
	talk: TalkToOne | undefined;
}

/** Offer what the host needs less often with one guest. */
export default function GuestMore({ guest, line, micOpen, order, tell, talk }: Props) {
	const words = useWords(crewWords);
	const [asked, ask] = useState<"" | "name" | "line">("");
	const { SessionId, UserName, CameraOff: taken, HandTime, Spotlight } = guest;
	const icon = 16;
	const at = order.indexOf(SessionId);
	const alone = talk?.on && talk.to?.Identity === guest.Identity;
	const move = (by: number) => void tell("OrderGuests", { SessionIds: moved(order, SessionId, by) });
	const light = Spotlight ? words.endSpotlight(UserName) : words.spotlight(UserName);
	return (
		<>
			<Button
				kind="quiet"
				small
				icon
				data-do="spotlight"
				aria-pressed={Spotlight}
				aria-label={light}
				title={light}
				onClick={() => void tell("SetSpotlight", { SessionId: Spotlight ? "" : SessionId })}
			>
				<Star size={18} fill={Spotlight ? "currentColor" : "none"} />
			</Button>
			<Menu id={`guest-more-${SessionId}`} label={words.more(UserName)} icon={<Ellipsis size={18} />} over>
				{HandTime > 0 && (
					<MenuItem data-do="lower-hand" icon={<Hand size={icon} />} onClick={() => void tell("LowerGuestHand", { SessionId })}>
						{words.lowerHand}
					</MenuItem>
				)}
				{!micOpen && (
					<MenuItem
						data-do="ask-to-unmute"
						icon={<Mic size={icon} />}
						onClick={() => void tell("AskGuestToUnmute", { SessionId })}
					>
						{words.askToUnmute}
					</MenuItem>
				)}
				<MenuItem
					data-do="camera"
					icon={taken ? <Camera size={icon} /> : <CameraOff size={icon} />}
					onClick={() => void tell("SetGuestCamera", { SessionId, Allowed: taken })}
				>
					{taken ? words.allowCamera : words.cameraOff}
				</MenuItem>
				{talk && (
					<MenuItem data-do="talk-alone" icon={<Headphones size={icon} />} onClick={() => talk.turn(!alone, guest)}>
						{alone ? words.endTalk : words.talkTo}
					</MenuItem>
				)}
				<MenuItem data-do="line" icon={<MessageSquare size={icon} />} onClick={() => ask("line")}>
					{words.privateLine}
				</MenuItem>
				{at > 0 && (
					<MenuItem data-do="move-up" icon={<ArrowUp size={icon} />} onClick={() => move(-1)}>
						{words.moveUp}
					</MenuItem>
				)}
				{at < order.length - 1 && (
					<MenuItem data-do="move-down" icon={<ArrowDown size={icon} />} onClick={() => move(1)}>
						{words.moveDown}
					</MenuItem>
				)}
				<MenuItem data-do="rename" icon={<Pencil size={icon} />} onClick={() => ask("name")}>
					{words.rename}
				</MenuItem>
				<MenuItem
					data-do="to-waiting"
					icon={<LogOut size={icon} />}
					onClick={() => void tell("SendGuestToWaiting", { SessionId })}
				>
					{words.toWaiting}
				</MenuItem>
			</Menu>
			{asked === "name" && (
				<GuestText
					title={words.renameTitle(UserName)}
					label={words.name}
					first={UserName}
					most={NAME_MAX}
					needed
					onSave={(text) => tell("RenameGuest", { SessionId, UserName: text })}
					onClose={() => ask("")}
				/>
			)}
			{asked === "line" && (
				<GuestText
					title={words.lineTitle(UserName)}
					label={words.line}
					first={line}
					most={LINE_MAX}
					onSave={(Text) => tell("SendGuestLine", { SessionId, Text })}
					onClose={() => ask("")}
				/>
			)}
		</>
	);
}
