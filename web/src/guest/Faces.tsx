import { MicOff, Volume2 } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Person } from "../stage/people";
import { Picture } from "../ui/Picture";
import css from "./Guest.module.css";
import { TurnCamera } from "./OwnPicture";
import { isQuiet } from "./quiet";
import { guestStageWords } from "./stageWords";
import type { GuestParts } from "./useGuest";
import { guestWords } from "./words";

/** The start of a host's identity in the room. */
const HOST_PREFIX = "host-";

export interface Cast {
	hosts: Person[];
	/** The name of the guest themselves. */
	own: string;
	others: Person[];
}

/** List the people of the stage, guests in the order of the crew, with the names that they have now. The room knows the name
 *  at the time when they came. */
export function castOf(people: Person[], { Seat, Guests, Session }: View): Cast {
	const turns = new Map(Guests.map(({ Identity }, turn) => [Identity, turn]));
	const turnOf = ({ identity }: Person) => turns.get(identity) ?? turns.size;
	const isHost = ({ identity }: Person) => identity.startsWith(HOST_PREFIX);
	const nameOf = (person: Person) =>
		isHost(person)
			? (Seat.UserName ?? person.name)
			: (Guests.find(({ Identity }) => Identity === person.identity)?.UserName ?? person.name);
	const named = people.map((person) => ({ ...person, name: nameOf(person) }));
	const others = named.filter((person) => !isHost(person)).sort((a, b) => turnOf(a) - turnOf(b));
	return { hosts: named.filter(isHost), own: Session.UserName, others };
}

/** Show the faces of all on the stage: the host, the guest themselves, the other guests. */
export function Faces({ cast, guest }: { cast: Cast; guest: GuestParts }) {
	const words = useWords(guestStageWords);
	return (
		<>
			{cast.hosts.map((host) => (
				<Face key={host.identity} person={host} name={words.host(host.name)} quiet={isQuiet(host, guest.live)} />
			))}
			<OwnFace name={cast.own} guest={guest} />
			{cast.others.map((other) => (
				<Face key={other.identity} person={other} name={other.name} />
			))}
		</>
	);
}

function Face({ person, name, quiet = false }: { person: Person; name: string; quiet?: boolean }) {
	const words = useWords(guestStageWords);
	const picture = person.screen ?? person.camera;
	return (
		<figure className={css.face} data-speaking={person.speaking} data-identity={person.identity}>
			<div className={css.tile}>
				{picture ? <Picture track={picture} /> : <span className={css.initial}>{[...name][0]}</span>}
				{quiet && <p className={css.quiet}>{words.quiet}</p>}
			</div>
			<figcaption className={css.plate}>
				{person.speaking ? <Volume2 size={16} /> : person.micOpen || quiet ? null : <MicOff size={16} />}
				<span>{name}</span>
			</figcaption>
		</figure>
	);
}

function OwnFace({ name, guest }: { name: string; guest: GuestParts }) {
	const words = useWords(guestStageWords);
	const { yourPicture } = useWords(guestWords);
	const { device, facing } = guest;
	const open = device.mic.wanted && device.mic.track !== null;
	return (
		<figure className={css.face} data-own="">
			<div className={css.tile}>
				{device.camera.track ? (
					<Picture track={device.camera.track} className={facing.away ? undefined : css.mirror} aria-label={yourPicture} />
				) : (
					<span className={css.initial}>{[...(name || words.you)][0]}</span>
				)}
				<div className={css.turn}>
					<TurnCamera guest={guest} />
				</div>
			</div>
			<figcaption className={css.plate}>
				{!open && <MicOff size={16} />}
				<span>{words.you}</span>
			</figcaption>
		</figure>
	);
}
