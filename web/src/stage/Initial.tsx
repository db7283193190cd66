import { initialOf } from "./guests";
import css from "./People.module.css";

/** Show a placeholder for a person without live video. */
export function Initial({ name, avatar }: { name: string; avatar?: string }) {
	if (avatar) return <img className={css.initial} src={avatar} alt="" referrerPolicy="no-referrer" />;
	return (
		<span className={css.initial} aria-hidden="true">
			{initialOf(name)}
		</span>
	);
}
