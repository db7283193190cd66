import { Clapperboard, User } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { Mark } from "../ui/Mark";
import { act, type Me } from "./calls";
import css from "./Frame.module.css";
import { useAct } from "./useAct";
import { addressOf, type Place } from "./usePlace";
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
	const { busy, run } = useAct(onOut);
	const out = () =>
		run(async () => {
			await act("SignOut");
			onOut();
		});
	return (
		<div className={css.frame}>
			<nav className={css.nav} aria-label={words.console}>
				<div className={css.first}>
					<Mark />
					<LanguageSwitch />
				</div>
				<div className={css.pages}>
					<To place={{ at: "shows" }} here={place.at !== "account"} go={go}>
						<Clapperboard size={16} />
						<span>{words.shows}</span>
					</To>
					<To place={{ at: "account" }} here={place.at === "account"} go={go}>
						<User size={16} />
						<span>{words.you(me.Name, words.adminRoles[me.Role] ?? me.Role)}</span>
					</To>
				</div>
				<Button small kind="quiet" id="sign-out" busy={busy} onClick={out}>
					{words.signOut}
				</Button>
			</nav>
			<main className={css.main}>{children}</main>
		</div>
	);
}

interface ToProps {
	place: Place;
	here: boolean;
	go: (place: Place) => void;
	children: ReactNode;
}

/** A link to another page of the console. It opens in a new tab as any link does. */
export function To({ place, here, go, children }: ToProps) {
	const follow = (event: MouseEvent) => {
		if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
		event.preventDefault();
		go(place);
	};
	return (
		<a href={addressOf(place)} aria-current={here ? "page" : undefined} onClick={follow}>
			{children}
		</a>
	);
}
