import { Headphones, Wifi, WifiLow, WifiOff } from "lucide-react";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Banner } from "../ui/Banner";
import { Chip } from "../ui/Chip";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { useScrollable } from "../ui/useScrollable";
import { type Cast, castOf, Faces } from "./Faces";
import { GuestBanners } from "./GuestBanners";
import { GuestFoot } from "./GuestFoot";
import css from "./GuestStage.module.css";
import { useFaceWidth, useGrid } from "./grid";
import { HostLines, hasLines } from "./HostLines";
import { Program } from "./Program";
import { isQuiet } from "./quiet";
import { ScreenChip } from "./ScreenChip";
import { SeenChip } from "./SeenChip";
import { guestStageWords } from "./stageWords";
import type { GuestParts } from "./useGuest";

interface Props {
	session: Session;
	view: View;
	guest: GuestParts;
}

/** Show the stage. Before the show the faces are large. On air the program is, and the faces stand below it. */
export function GuestStage({ session, view, guest }: Props) {
	const cast = castOf(guest.people, view);
	const lines = hasLines(guest.managed);
	return (
		<div className={css.onstage}>
			<header className={css.top}>
				<h1>{view.Activity.Name}</h1>
				<div className={css.state}>
					<StageState view={view} guest={guest} />
				</div>
				<LanguageSwitch />
			</header>
			<div className={css.body} data-lines={lines}>
				<main className={css.middle} data-program={guest.showsProgram}>
					<HostBanner hosts={cast.hosts} guest={guest} />
					{guest.showsProgram ? (
						<>
							<Program picture={guest.program} air={guest.seen} />
							<Strip cast={cast} guest={guest} />
						</>
					) : (
						<Grid cast={cast} guest={guest} />
					)}
				</main>
				{lines && <HostLines managed={guest.managed} />}
			</div>
			<div className={css.banners}>
				<GuestBanners session={session} guest={guest} />
			</div>
			<GuestFoot guest={guest} />
		</div>
	);
}

interface FacesProps {
	cast: Cast;
	guest: GuestParts;
}

/** Show all faces as large as they fit. */
function Grid({ cast, guest }: FacesProps) {
	const { box, style } = useGrid(guest.people.length + 1);
	return <FaceBox box={box} style={style} className={css.tiles} cast={cast} guest={guest} />;
}

/** Show all faces small, in rows that scroll. */
function Strip({ cast, guest }: FacesProps) {
	const box = useRef<HTMLDivElement>(null);
	return <FaceBox box={box} className={`${css.tiles} ${css.strip}`} cast={cast} guest={guest} />;
}

interface FaceBoxProps extends FacesProps {
	box: React.RefObject<HTMLDivElement | null>;
	style?: CSSProperties;
	className: string | undefined;
}

function FaceBox({ box, style, className, cast, guest }: FaceBoxProps) {
	const words = useWords(guestStageWords);
	const scrolls = useScrollable(box);
	useFaceWidth(box, guest.people.length, guest.setFaceWidth);
	const reached = scrolls && { tabIndex: 0, role: "group", "aria-label": words.faces };
	return (
		<div className={className} ref={box} style={style} {...reached}>
			<Faces cast={cast} guest={guest} />
		</div>
	);
}

/** Say that the host is not here yet, does not talk yet, or talks to this guest alone. */
function HostBanner({ hosts, guest: { stage, live, seen } }: { hosts: Cast["hosts"]; guest: GuestParts }) {
	const words = useWords(guestStageWords);
	const [host] = hosts;
	// A page that is not on the stage cannot know who else is there.
	if (!stage.connected) return null;
	if (!host) return <Banner calm {...words.waitHost} />;
	if (host.aside) return <Banner id="aside" calm icon={<Headphones size={20} />} {...words.aside(host.name, seen)} />;
	return hosts.every((one) => isQuiet(one, live)) ? <Banner calm {...words.known(host.name)} /> : null;
}

const NETWORK = { good: [Wifi, "plain"], weak: [WifiLow, "care"], lost: [WifiOff, "care"] } as const;

/** Say whether viewers see the guest, and how their connection is. */
function StageState({ view, guest }: { view: View; guest: GuestParts }) {
	const words = useWords(guestStageWords);
	const { stage, network } = guest;
	const [met, setMet] = useState(false);
	useEffect(() => {
		if (stage.connected) setMet(true);
	}, [stage.connected]);
	const [Icon, tone] = NETWORK[network || "good"];
	return (
		<>
			<span className={css.seen} role="status">
				<SeenChip guest={guest} />
				<ScreenChip view={view} guest={guest} />
			</span>
			{!stage.connected ? (
				<Chip tone={met ? "care" : "plain"}>{met ? words.reconnecting : words.connecting}</Chip>
			) : (
				network && (
					<Chip tone={tone} id="network" data-network={network}>
						<Icon size={16} />
						<span>{words.network[network]}</span>
					</Chip>
				)
			)}
		</>
	);
}
