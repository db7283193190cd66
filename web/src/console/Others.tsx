import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { act, type Me } from "./calls";
import { To } from "./Frame";
import pages from "./Pages.module.css";
import { placesBelow } from "./places";
import { useAdminAct } from "./useAdminAct";
import type { Place } from "./usePlace";
import { consoleWords } from "./words";

interface Props {
	me: Me;
	go: (place: Place) => void;
	onOut: () => void;
}

/** On a phone: the pages that have no place in the bar, and the way out. */
export function Others({ me, go, onOut }: Props) {
	const words = useWords(consoleWords);
	const { busy, run } = useAdminAct(onOut);
	const out = () =>
		run(async () => {
			await act("SignOut");
			onOut();
		});
	return (
		<nav className={pages.others} aria-label={words.nav.more}>
			<ul className={pages.rows}>
				{placesBelow(me.Role).map(({ at, icon }) => (
					<li key={at} className={pages.row}>
						{icon}
						<To place={{ at }} here={false} go={go}>
							{words.nav[at]}
						</To>
					</li>
				))}
				<li className={pages.row}>
					<Button small kind="quiet" id="sign-out-here" busy={busy} onClick={out}>
						{words.signOut}
					</Button>
				</li>
			</ul>
		</nav>
	);
}
