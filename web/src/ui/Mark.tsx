import css from "./Mark.module.css";

/** Show Kaibo's sign and name. */
export function Mark() {
	return (
		<span className={css.mark}>
			<i aria-hidden="true" />
			Kaibo 开播
		</span>
	);
}
