import { GUEST_SCREEN } from "../design/document";
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
	/** The ids of the pictures in the present scene. Null: this page does not know the scene. */
	shown: Set<string> | null;
	tell: Tell;
}

/** Show the screens that guests share, each with one button: show it to viewers, or hide it again. */
export default function GuestScreens({ guests, shown, tell }: Props) {
	const words = useWords(crewWords);
	const inScene = !shown || shown.has(GUEST_SCREEN) ? words.screenShown : words.screenNotInScene;
	return guests.map((guest) => {
		const { SessionId, UserName, person } = guest;
		if (!person?.screen) return null;
		const chosen = showsScreen(guest, person);
		const turn = () => void tell("ShowGuestScreen", chosen ? {} : { SessionId, Screen: person.screenName });
		return (
			<AskCard
				key={SessionId}
				title={words.sharesScreen(UserName)}
				text={chosen ? inScene : words.screenHidden}
				data-screen={SessionId}
				data-shown={chosen}
			>
				<div className={css.shared}>
					<Picture track={person.screen} aria-label={words.sharesScreen(UserName)} />
					<Button
						small
						data-do={chosen ? "hide-screen" : "show-screen"}
						aria-label={chosen ? words.hideScreenOf(UserName) : words.showScreenOf(UserName)}
						onClick={turn}
					>
						{chosen ? words.hideScreen : words.showScreen}
					</Button>
				</div>
			</AskCard>
		);
	});
}
