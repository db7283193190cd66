import css from "./Header.module.css";
import { LanguageSwitch } from "./LanguageSwitch";

/** The top of a page that is not the studio. */
export function Header() {
	return (
		<header className={css.bar}>
			<span className={css.mark}>Kaibo 开播</span>
			<LanguageSwitch />
		</header>
	);
}
