import css from "./Header.module.css";
import { LanguageSwitch } from "./LanguageSwitch";
import { Mark } from "./Mark";

/** Show the top of every page but the studio. */
export function Header() {
	return (
		<header className={css.bar}>
			<Mark />
			<LanguageSwitch />
		</header>
	);
}
