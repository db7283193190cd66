import type { RemoteVideoTrack } from "livekit-client";
import { Link2Off, PanelsTopLeft, Radio } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { BlockedBanner } from "../net/BlockedBanner";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { LineForm } from "../stage/LineForm";
import { People } from "../stage/People";
import { RemovedToast } from "../stage/RemovedToast";
import { Sounds } from "../stage/Sounds";
import { useAttached } from "../stage/useProgramView";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { oneLine } from "../ui/oneLine";
import { PageBoundary } from "../ui/PageBoundary";
import { Toasts } from "../ui/Toast";
import { useBody } from "../ui/useBody";
import { useLoaded } from "../ui/useLoaded";
import { WayHome } from "../ui/WayHome";
import css from "./Assistant.module.css";
import { type AssistantParts, useAssistant } from "./useAssistant";
import { assistantWords } from "./words";

/** Run the assistant's page. It has the guests with all buttons, the program, and a line to the host. */
export default function Assistant({ session, view }: { session: Session; view: View }) {
	const assistant = useAssistant(session, view);
	const { here, state, live, people, waiting } = assistant;
	// `air` is for people whom viewers see. Nobody sees an assistant.
	useBody("assistant", session.moved ? "moved" : state, false, view.Activity.Name, here ? waiting : 0);
	return (
		<>
			<PageBoundary>
				<Shown session={session} view={view} assistant={assistant} />
			</PageBoundary>
			<Sounds tracks={here && !live ? people.flatMap((person) => person.sounds) : []} />
		</>
	);
}

interface Props {
	session: Session;
	view: View;
	assistant: AssistantParts;
}

function Shown({ session, view, assistant }: Props) {
	const words = useWords(assistantWords);
	if (session.moved) {
		return (
			<Card icon={<PanelsTopLeft />} title={words.movedTitle} text={words.movedText}>
				<Button kind="primary" onClick={() => void session.enter()}>
					{words.bringBack}
				</Button>
			</Card>
		);
	}
	if (!assistant.here) {
		return (
			<Card icon={<Link2Off />} title={words.endedTitle} text={words.endedText}>
				<WayHome url={view.Session.ReturnUrl} />
			</Card>
		);
	}
	return <Desk session={session} view={view} assistant={assistant} />;
}

const talk = () => import("../talk/CrewTalk");

function Desk({ session, view, assistant }: Props) {
	const words = useWords(assistantWords);
	const { state, live, stage, blocked, program, guests, newcomers, letWait, missing, tell, remove, latest, forget, prompt } =
		assistant;
	const toHost = view.Lines.ToHost;
	const rules = view.Chat;
	const CrewTalk = useLoaded(rules ? talk : null);
	return (
		<div className={css.page}>
			<header className={css.top}>
				<div>
					<h1>{view.Activity.Name}</h1>
					<p id="who">{words.who(view.Session.UserName)}</p>
				</div>
				<Chip role="status" tone={live ? "air" : "plain"}>
					{live ? words.onAir : state === "over" ? words.over : words.notOnAir}
				</Chip>
				{!stage.connected && <Chip tone="care">{words.reconnecting}</Chip>}
				<LanguageSwitch />
			</header>
			<main className={css.main}>
				<Program picture={program} state={state} />
				<LineForm
					id="prompt"
					name="prompt"
					words={{ label: words.prompt, send: words.send, end: words.endPrompt }}
					now={toHost ? words.hostReads(oneLine(toHost.Text)) : ""}
					onSend={prompt}
				/>
				<div className={css.banners}>
					{session.offline && <Banner calm {...words.offline} />}
					<BlockedBanner blocked={blocked} />
				</div>
			</main>
			<aside className={css.side}>
				<People
					view={view}
					asks={[]}
					guests={guests}
					newcomers={newcomers}
					onLetWait={letWait}
					missing={missing}
					active
					met
					onMeet={() => {}}
					shown={null}
					tell={tell}
					onRemove={remove}
				/>
				{rules && CrewTalk && (
					<div className={css.talk}>
						<CrewTalk session={session} rules={rules} screen={null} />
					</div>
				)}
				<RemovedToast
					removed={view.Removed}
					latest={latest}
					onRestore={(SessionId) => void tell("RestoreGuest", { SessionId })}
					onGone={forget}
				/>
			</aside>
			<Toasts />
		</div>
	);
}

function Program({ picture, state }: { picture: RemoteVideoTrack | null; state: AssistantParts["state"] }) {
	const words = useWords(assistantWords);
	const element = useAttached(picture);
	return (
		<section className={css.program} aria-label={words.whatViewersSee}>
			<video id="program" ref={element} muted playsInline autoPlay aria-label={words.whatViewersSee} />
			{!picture && (
				<p>
					<Radio size={20} />
					<span>{state === "live" ? words.coming : state === "over" ? words.again : words.notYet}</span>
				</p>
			)}
		</section>
	);
}
