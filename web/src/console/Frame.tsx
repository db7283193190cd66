import { Clapperboard, Ellipsis, User } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { Mark } from "../ui/Mark";
import { useNarrow } from "../ui/useNarrow";
import { act, type Me } from "./calls";
import css from "./Frame.module.css";
import { PLACES, placesBelow } from "./places";
import { useAdminAct } from "./useAdminAct";
import { addressOf, type PageName, type Place } from "./usePlace";
import { consoleWords } from "./words";

interface Props {
	me: Me;
	place: Place;
	go: (place: Place) => void;
	onOut: () => void;
	children: ReactNode;
}

/** The frame of every page of the console: the way to the others, and the admin. */
export function Frame({ me, place, go, onOut, children }: Props) {
	const words = useWords(consoleWords);
	const narrow = useNarrow();
	const { busy, run } = useAdminAct(onOut);
	const out = () =>
		run(async () => {
			await act("SignOut");
			onOut();
		});
	const item = (at: PageName, icon: ReactNode, late = "") => (
		<To key={at} place={{ at }} here={place.at === at} go={go} look={late}>
			{icon}
			<span>{words.nav[at]}</span>
		</To>
	);
	const you = words.you(me.Name, words.adminRoles[me.Role] ?? me.Role);
	return (
		<div className={css.frame}>
			<nav className={css.nav} aria-label={words.console}>
				<div className={css.first}>
					<Mark />
					<LanguageSwitch />
				</div>
				<div className={css.bar}>
					<To place={{ at: "shows" }} here={place.at === "shows" || place.at === "show"} go={go}>
						<Clapperboard size={16} />
						<span>{words.shows}</span>
					</To>
					{PLACES.map(({ at, icon }) => item(at, icon))}
					<span className={css.grow} />
					{placesBelow(me.Role).map(({ at, icon }) => item(at, icon, css.late))}
					<To place={{ at: "account" }} here={place.at === "account"} go={go}>
						{narrow ? <Ellipsis size={16} /> : <User size={16} />}
						<span>{narrow ? words.nav.more : you}</span>
					</To>
					<Button small kind="quiet" id="sign-out" className={css.late} busy={busy} onClick={out}>
						{words.signOut}
					</Button>
				</div>
			</nav>
			<main className={css.main}>{children}</main>
		</div>
	);
}

interface ToProps {
	place: Place;
	here: boolean;
	go: (place: Place) => void;
	/** A class of its own. */
	look?: string;
	children: ReactNode;
}

/** A link to another page of the console. It opens in a new tab as any link does. */
export function To({ place, here, go, look, children }: ToProps) {
	const follow = (event: MouseEvent) => {
		if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
		event.preventDefault();
		go(place);
	};
	return (
		<a href={addressOf(place)} className={look || undefined} aria-current={here ? "page" : undefined} onClick={follow}>
			{children}
		</a>
	);
}
