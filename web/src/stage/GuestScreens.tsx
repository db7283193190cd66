import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Picture } from "../ui/Picture";
import { AskCard } from "./AskCard";
import css from "./Crew.module.css";
import type { Tell } from "./crew";
import { crewWords } from "./crewWords";
import type { SeenGuest } from "./guests";
import { showsScreen } from "./people";

interface Props {
	guests: SeenGuest[];
	tell: Tell;
}

/** Show the screens that guests share, each with one button: show it to viewers, or hide it again. */
export default function GuestScreens({ guests, tell }: Props) {
	const words = useWords(crewWords);
	return guests.map((guest) => {
		const { SessionId, UserName, person } = guest;
		if (!person?.screen) return null;
		const shown = showsScreen(guest, person);
		const turn = () => void tell("ShowGuestScreen", shown ? {} : { SessionId, Screen: person.screenName });
		return (
			<AskCard
				key={SessionId}
				title={words.sharesScreen(UserName)}
				text={shown ? words.screenShown : words.screenHidden}
				data-screen={SessionId}
				data-shown={shown}
			>
				<div className={css.shared}>
					<Picture track={person.screen} aria-label={words.sharesScreen(UserName)} />
					<Button
						small
						data-do={shown ? "hide-screen" : "show-screen"}
						aria-label={shown ? words.hideScreenOf(UserName) : words.showScreenOf(UserName)}
						onClick={turn}
					>
						{shown ? words.hideScreen : words.showScreen}
					</Button>
				</div>
			</AskCard>
		);
	});
}
