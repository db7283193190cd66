import { Eye, EyeOff, LogOut, MicOff, Volume2 } from "lucide-react";
import { DeviceBar } from "../devices/DeviceBar";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import type { Person } from "../stage/people";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { Picture } from "../ui/Picture";
import css from "./Guest.module.css";
import { GuestBanners } from "./GuestGreenRoom";
import { useGrid } from "./grid";
import { isQuiet } from "./quiet";
import type { GuestParts } from "./useGuest";
import { guestWords } from "./words";

/** The start of a host's identity in the room. */
const HOST_PREFIX = "host-";

/** Show the stage: the host, the guest themselves, the other guests. */
export function GuestStage({ session, view, guest }: { session: Session; view: View; guest: GuestParts }) {
	const words = useWords(guestWords);
	const people = guest.people.map((person) => ({ ...person, name: nameOf(person, view) }));
	const hosts = people.filter((person) => person.identity.startsWith(HOST_PREFIX));
	const others = people.filter((person) => !person.identity.startsWith(HOST_PREFIX));
	const tiles = useGrid(guest.people.length + 1);
	return (
		<div className={css.onstage}>
			<header className={css.top}>
				<h1>{view.Activity.Name}</h1>
				<div className={css.state} role="status">
					<OnAirState guest={guest} />
				</div>
				<LanguageSwitch />
			</header>
			<main className={css.middle}>
				<HostBanner hosts={hosts} guest={guest} />
				<div className={css.tiles} ref={tiles.box} style={tiles.style}>
					{hosts.map((host) => (
						<Tile key={host.identity} person={host} name={words.host(host.name)} quiet={isQuiet(host, guest.live)} />
					))}
					<OwnTile guest={guest} />
					{others.map((other) => (
						<Tile key={other.identity} person={other} name={other.name} />
					))}
				</div>
			</main>
			<div className={css.banners}>
				<GuestBanners session={session} guest={guest} />
			</div>
			<footer className={css.foot}>
				<DeviceBar devices={guest.devices} state={guest.device} />
				<Button id="leave-stage" onClick={guest.leave}>
					<LogOut size={16} />
					<span>{words.leave}</span>
				</Button>
			</footer>
		</div>
	);
}

/** Return the name that a person has now. The room knows the name at the time when they came. */
function nameOf({ identity, name }: Person, { Seat, Guests }: View): string {
	if (identity.startsWith(HOST_PREFIX)) return Seat.UserName ?? name;
	return Guests.find((guest) => guest.Identity === identity)?.UserName ?? name;
}

/** Say that the host is not here yet, or knows of the guest and does not talk to them yet. */
function HostBanner({ hosts, guest: { stage, live } }: { hosts: Person[]; guest: GuestParts }) {
	const words = useWords(guestWords);
	const [host] = hosts;
	// A page that is not on the stage cannot know who else is there.
	if (!stage.connected) return null;
	if (!host) return <Banner calm {...words.waitHost} />;
	return hosts.every((one) => isQuiet(one, live)) ? <Banner calm {...words.known(host.name)} /> : null;
}

function OnAirState({ guest }: { guest: GuestParts }) {
	const words = useWords(guestWords);
	if (!guest.stage.connected) return <Chip tone="care">{words.reconnecting}</Chip>;
	if (!guest.live) {
		return (
			<Chip>
				<EyeOff size={16} />
				<span>{words.notLive}</span>
			</Chip>
		);
	}
	return (
		<>
			<Chip tone={guest.seen ? "good" : "plain"}>
				{guest.seen ? <Eye size={16} /> : <EyeOff size={16} />}
				<span>{guest.seen ? words.seen : words.backstage}</span>
			</Chip>
			{guest.seen && <Chip tone="air">{words.onAir}</Chip>}
		</>
	);
}

function Tile({ person, name, quiet = false }: { person: Person; name: string; quiet?: boolean }) {
	const words = useWords(guestWords);
	const picture = person.screen ?? person.camera;
	return (
		<div className={css.tile} data-speaking={person.speaking} data-identity={person.identity}>
			{picture ? <Picture track={picture} /> : <span className={css.initial}>{[...name][0]}</span>}
			{quiet && <p className={css.quiet}>{words.quiet}</p>}
			<span className={css.plate}>
				{person.speaking ? <Volume2 size={16} /> : person.micOpen || quiet ? null : <MicOff size={16} />}
				{name}
			</span>
		</div>
	);
}

function OwnTile({ guest: { device } }: { guest: GuestParts }) {
	const words = useWords(guestWords);
	const open = device.mic.wanted && device.mic.track !== null;
	return (
		<div className={css.tile}>
			{device.camera.track ? (
				<Picture track={device.camera.track} className={css.mirror} aria-label={words.yourPicture} />
			) : (
				<span className={css.initial}>{[...words.you][0]}</span>
			)}
			<span className={css.plate}>
				{!open && <MicOff size={16} />}
				{words.you}
			</span>
		</div>
	);
}
