import { Coffee, Hourglass, MonitorSmartphone, PanelsTopLeft } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { canCompose } from "../compositor/compositor";
import { useLanguage, useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Button } from "../ui/Button";
import { CopyButton } from "../ui/CopyButton";
import { Notice } from "../ui/Notice";
import { useCountdown } from "../ui/useCountdown";
import { useLoaded } from "../ui/useLoaded";
import { WayHome } from "../ui/WayHome";
import { uiWords } from "../ui/words";
import { Numbers } from "./Numbers";
import { GoLive } from "./StudioFoot";
import { opensByItself, useFreedSeat } from "./useFreedSeat";
import { useRecordingParts } from "./useRecordingParts";
import type { StudioParts } from "./useStudio";
import { studioWords } from "./words";

interface Props {
	session: Session;
	view: View;
	studio: StudioParts;
}

/** Show text in place of the picture, when this page has none. */
export function StudioNotice(props: Props) {
	const { state } = props.studio.onAir;
	if (state === "taken") return props.session.moved ? <Moved {...props} /> : <Taken {...props} />;
	if (state === "ended") {
		return props.view.Session.EndReason ? <Over view={props.view} /> : <Ended {...props} />;
	}
	return canCompose() ? null : <Uncomposed />;
}

const loadClosed = () => import("./Closed");

function Over({ view }: { view: View }) {
	const Closed = useLoaded(loadClosed);
	return Closed && <Closed view={view} numbers={<Numbers view={view} />} />;
}

const loadUnsupported = () => import("./Unsupported");

function Uncomposed() {
	const Unsupported = useLoaded(loadUnsupported);
	return Unsupported && <Unsupported />;
}

function Taken({ session, view, studio: { onAir } }: Props) {
	const words = useWords(studioWords);
	const language = useLanguage();
	const common = useWords(uiWords);
	const { Browser, System, Since, FreeInSeconds, Asked, Refused, WaitSeconds, TakeBackSeconds } = view.Seat;
	const since = new Date(Since * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
	const device = common.device(Browser, System) || common.elsewhere;
	const wait = useCountdown(WaitSeconds);
	const back = useCountdown(TakeBackSeconds);
	useFreedSeat(session, view);
	if (opensByItself(view)) return <Opening device={device} />;
	if (back > 0) return <TakeBack device={device} seconds={back} onAir={onAir} />;
	if (Asked?.Mine) return <Asking device={device} told={Asked.Told !== false} secondsLeft={Asked.SecondsLeft} />;
	const away = FreeInSeconds !== null;
	const taken = view.Activity.Wanted ? words.takenLiveTitle : words.takenTitle;
	const title = away ? words.awayTitle : Refused ? words.refusedTitle : taken;
	const text = away ? words.awayText(device) : Refused ? words.refusedText(device) : words.takenText(device, since);
	return (
		<Notice alert icon={<MonitorSmartphone size={28} />} title={title} text={text}>
			{wait > 0 ? (
				<p role="timer">{words.waitText(wait)}</p>
			) : (
				<TakeOver busy={onAir.doing === "taking"} onClick={onAir.takeOver}>
					{onAir.doing === "taking" ? words.takingOver : Refused && !away ? words.askAgain : words.takeOver}
				</TakeOver>
			)}
			{onAir.contested && !wait && <p role="status">{words.contested}</p>}
		</Notice>
	);
}

/** Say that this studio opens by itself, unless the page that holds the seat comes back. */
function Opening({ device }: { device: string }) {
	const words = useWords(studioWords);
	return <Notice icon={<Hourglass size={28} />} title={words.openingTitle} text={words.openingText(device)} />;
}

/** Offer the seat back: this page held it first and lost it without an answer. */
function TakeBack({ device, seconds, onAir }: { device: string; seconds: number; onAir: StudioParts["onAir"] }) {
	const words = useWords(studioWords);
	return (
		<Notice alert icon={<MonitorSmartphone size={28} />} title={words.takeBackTitle} text={words.takeBackText(device)}>
			<p role="timer">{words.takeBackFor(seconds)}</p>
			<TakeOver busy={onAir.doing === "taking"} onClick={onAir.takeOver}>
				{onAir.doing === "taking" ? words.takingOver : words.takeBack}
			</TakeOver>
		</Notice>
	);
}

/** Count down while another page decides. The count begins when that page was told. An older server does not say when. */
function Asking({ device, told, secondsLeft }: { device: string; told: boolean; secondsLeft: number }) {
	const words = useWords(studioWords);
	const left = useCountdown(secondsLeft);
	return (
		<Notice icon={<Hourglass size={28} />} title={words.askingTitle(device)} text={words.askingText}>
			<p role="timer" className="digits">
				{told ? left : "…"}
			</p>
		</Notice>
	);
}

function Moved({ studio: { onAir } }: Props) {
	const words = useWords(studioWords);
	return (
		<Notice alert icon={<PanelsTopLeft size={28} />} title={words.movedTitle} text={words.movedText}>
			<TakeOver busy={onAir.doing === "taking"} onClick={onAir.takeOver}>
				{words.bringBack}
			</TakeOver>
		</Notice>
	);
}

/** Show the button that takes over. It gets the focus: after a takeover there is nothing else to do here. */
function TakeOver({ children, busy, onClick }: { children: ReactNode; busy: boolean; onClick: () => void }) {
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => button.current?.focus(), []);
	return (
		<Button ref={button} kind="primary" id="take-over" busy={busy} onClick={onClick}>
			{children}
		</Button>
	);
}

function Ended({ session, view, studio }: Props) {
	const words = useWords(studioWords);
	const recording = useRecordingParts(view.Replay !== null);
	return (
		<Notice
			icon={<Coffee size={28} />}
			title={words.endedTitle}
			facts={
				<>
					<Numbers view={view} />
					{recording && <recording.EndedReplay session={session} view={view} />}
				</>
			}
		>
			<CopyButton id="copy-watch-link" text={view.Activity.ViewUrl} label={words.copyWatch} />
			<GoLive view={view} studio={studio} kind="plain" />
			<WayHome url={view.Session.ReturnUrl} />
		</Notice>
	);
}
