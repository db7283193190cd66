import css from "./Header.module.css";
import { LanguageSwitch } from "./LanguageSwitch";

/** Show the top of every page but the studio. */
export function Header() {
	return (
		<header className={css.bar}>
			<span className={css.mark}>
				<i aria-hidden="true" />
				Kaibo 开播
			</span>
			<LanguageSwitch />
		</header>
	);
}
