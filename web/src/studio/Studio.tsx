import { useCallback, useMemo, useState } from "react";
import { BannerRow } from "../banner/BannerRow";
import type { Recording } from "../companion/Record";
import { FIRST } from "../design/first";
import { sameContent } from "../design/same";
import { AbsentFiles } from "../files/AbsentFiles";
import { UploadLine } from "../files/Uploads";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { LargeChoice } from "../scene/LargePicture";
import { LivePicture } from "../scene/LivePicture";
import { largeChoice } from "../scene/largeChoice";
import { DRAFT } from "../scene/live";
import { tellOf } from "../stage/crew";
import { People } from "../stage/People";
import { RemovedToast } from "../stage/RemovedToast";
import { Sounds } from "../stage/Sounds";
import { PageBoundary } from "../ui/PageBoundary";
import { Picture } from "../ui/Picture";
import { Toasts } from "../ui/Toast";
import { useBody } from "../ui/useBody";
import { useLoaded } from "../ui/useLoaded";
import { DraftBar } from "./DraftBar";
import { filePlaces } from "./filePlaces";
import { SceneStrip } from "./SceneStrip";
import { Steps } from "./Steps";
import css from "./Studio.module.css";
import { StudioApp } from "./StudioApp";
import { StudioBanners } from "./StudioBanners";
import { StudioFoot } from "./StudioFoot";
import { StudioNotice } from "./StudioNotice";
import { isFirst, StudioReady } from "./StudioReady";
import { StudioTalk } from "./StudioTalk";
import { Connection, StudioTop } from "./StudioTop";
import { panelOf, useDeskPanels } from "./useDeskPanels";
import { useEarlierOffer } from "./useEarlierOffer";
import { useEditing } from "./useEditing";
import { type StudioParts, useStudio } from "./useStudio";
import { studioWords } from "./words";

const DRAFT_FPS = 10;

/** Run the host's page. It owns the devices, the compositor, the mixer, the rooms and the publishers. It plays the guests'
 *  voices, which the mixer needs. All that can be seen stands inside a boundary. When that fails, the show goes on, and so
 *  does a recording. */
export function Studio({ session, view }: { session: Session; view: View }) {
	const studio = useStudio(session, view);
	const words = useWords(studioWords);
	const { onAir, open, people, air, waiting, pictures } = studio;
	const [recording, setRecording] = useState<Recording | null>(null);
	useBody("studio", onAir.state, air, view.Activity.Name, waiting, pictures.draft !== null);
	return (
		<>
			<PageBoundary goesOn={air ? words.airGoesOn : undefined}>
				<Desk session={session} view={view} studio={studio} recording={recording} />
			</PageBoundary>
			<PageBoundary goesOn={air ? words.airGoesOn : undefined}>
				<StudioApp session={session} view={view} studio={studio} onRecording={setRecording} />
			</PageBoundary>
			<Sounds tracks={open ? people.flatMap((person) => person.sounds) : []} />
		</>
	);
}

/** Most shows begin without slides. */
const tabs = () => import("./DeskTabs");
const controls = () => import("./Slides");
/** Only a show on air needs these. */
const talkOffAir = () => import("./TalkOffAir");
const offAirSign = () => import("./OffAirSign");

interface DeskProps {
	session: Session;
	view: View;
	studio: StudioParts;
	recording: Recording | null;
}

/** Show the program as viewers get it, the people on the stage, and all controls. */
function Desk({ session, view, studio, recording }: DeskProps) {
	const { open, slides, drawPage, show, guests, missing, newcomers, paintOn } = studio;
	const [earlier, turn] = useState(false);
	const { mode, parts, editor, around, adding } = useEditing(studio, view.Activity.LiveTime * 1000);
	const panels = useDeskPanels(mode.open);
	const Tabs = useLoaded(panels.tabbed ? tabs : null);
	const Slides = useLoaded(open && slides ? controls : null);
	return (
		<div
			className={mode.open ? `${css.studio} ${css.editing}` : css.studio}
			data-panel={panels.tabbed ? panels.shown : undefined}
		>
			<StudioTop session={session} view={view} studio={studio} editor={mode} recording={recording} />
			{panels.tabbed && Tabs && (
				<Tabs
					shown={panels.shown}
					onShow={panels.show}
					count={guests.length - missing.size}
					waiting={newcomers.length > 0 || view.Asks.length > 0 || view.Waiting.length > 0}
				/>
			)}
			{editor && parts && (
				<div className={css.layers}>
					<parts.EditorRail {...{ editor, around, adding }} panel={panelOf("layers", panels)} />
				</div>
			)}
			<main className={css.main}>
				<Caption studio={studio} />
				<div className={css.view}>
					<div className={css.screen}>
						<Shown studio={studio} />
						{open && <Absent studio={studio} />}
						{editor && parts && <parts.Handles editor={editor} />}
						<OffAir studio={studio} />
						<StudioNotice session={session} view={view} studio={studio} />
					</div>
				</div>
				<div className={css.tray}>
					{open && slides && Slides && <Slides slides={slides} drawPage={drawPage} />}
					<SceneStrip session={session} view={view} studio={studio} adding={adding} earlier={{ open: earlier, turn }} />
					{open && paintOn && <BannerRow view={view} show={show} guests={guests} />}
				</div>
			</main>
			<aside className={css.side}>
				<div className={css.guests} {...panelOf("guests", panels)}>
					<Panel session={session} view={view} studio={studio} onEarlier={() => turn(true)} />
					<StudioTalk session={session} view={view} studio={studio} />
				</div>
				<StudioBanners session={session} view={view} studio={studio} />
			</aside>
			<StudioFoot view={view} studio={studio} editor={mode} />
			<Toasts />
		</div>
	);
}

function Caption({
	studio: { onAir, open, files, show, pictures, cast, scenes, stage, broadcast, air },
}: {
	studio: StudioParts;
}) {
	const words = useWords(studioWords);
	const live = onAir.state === "live";
	const { draft } = pictures;
	return (
		<div className={css.caption}>
			{draft ? <DraftBar show={show} /> : <p>{open && (live ? words.seeNow : words.willSee)}</p>}
			{open && <UploadLine files={files} />}
			{open && <Steps show={show} />}
			{open && <LargeChoice choice={largeChoice(show.shown, cast)} onChoose={scenes.enlarge} />}
			{open && <Connection lost={live && !air} room={live ? broadcast : stage} />}
		</div>
	);
}

/** Show the program, and above it the draft while there is one. */
function Shown({ studio: { program, pictures, paintOn } }: { studio: StudioParts }) {
	const words = useWords(studioWords);
	const { draft } = pictures;
	if (program) {
		return (
			<>
				<Picture id="program" track={program.picture} aria-label={words.picture} />
				{draft && paintOn && <LivePicture className={css.draft} output={DRAFT} {...draft} fps={DRAFT_FPS} paintOn={paintOn} />}
			</>
		);
	}
	return <video id="program" muted playsInline aria-label={words.picture} />;
}

/** Say that the host talks off air. */
function OffAir({ studio: { talk, guests, onAir } }: { studio: StudioParts }) {
	const Sign = useLoaded(talk.on ? offAirSign : null);
	return talk.on && Sign && <Sign talk={talk} guests={guests} live={onAir.state === "live"} />;
}

/** Say where a file is not here yet: in the draft while there is one. */
function Absent({ studio: { files, pictures, show } }: { studio: StudioParts }) {
	const draft = pictures.small.get(DRAFT);
	const places = draft ? filePlaces(draft, show.design.sources) : filePlaces(pictures.program, show.shown.sources);
	return <AbsentFiles files={files} places={places} />;
}

interface PanelProps {
	session: Session;
	view: View;
	studio: StudioParts;
	onEarlier: () => void;
}

function Panel({ session, view, studio, onEarlier }: PanelProps) {
	const { open, guests, newcomers, letWait, missing, pictures, met, meet, onAir, talk } = studio;
	const talks = open && onAir.state === "live" && guests.length > 0;
	const Talk = useLoaded(talks ? talkOffAir : null);
	const words = useWords(studioWords);
	const [latest, setLatest] = useState("");
	const forget = useCallback(() => setLatest(""), []);
	const first = isFirst(view, studio);
	const offer = useEarlierOffer(session, first && studio.show.ready && sameContent(studio.show.design, FIRST));
	const tell = useMemo(() => tellOf(session), [session]);
	const restore = (SessionId: string) => void tell("RestoreGuest", { SessionId });
	const remove = (SessionId: string) => {
		setLatest(SessionId);
		void tell("RemoveGuest", { SessionId });
	};
	return (
		<>
			{talks && Talk && <Talk talk={talk} />}
			<People
				view={view}
				asks={session.moved ? [] : view.Asks}
				guests={guests}
				newcomers={newcomers}
				onLetWait={letWait}
				missing={missing}
				active={open}
				met={met}
				onMeet={meet}
				shown={new Set(pictures.program.boxes.map((box) => box.source))}
				talk={met ? talk : undefined}
				tell={tell}
				onRemove={remove}
				nobody={
					first ? (
						<StudioReady device={studio.device} onEarlier={offer ? onEarlier : undefined} />
					) : (
						studio.onAir.state === "ended" && <p className={css.faint}>{words.nobodyOnStage}</p>
					)
				}
			/>
			<RemovedToast removed={open ? view.Removed : []} latest={latest} onRestore={restore} onGone={forget} />
		</>
	);
}
