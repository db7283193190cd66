import type { ComponentProps } from "react";
import css from "./Button.module.css";

interface Props extends ComponentProps<"button"> {
	/** A page has one primary button. A quiet one has no edge. */
	kind?: "primary" | "plain" | "quiet";
	small?: boolean;
	/** The button is only an icon and needs an aria-label. */
	icon?: boolean;
	/** The button lies on a picture. */
	onPicture?: boolean;
	/** The button is working: it keeps its place and takes no second click. */
	busy?: boolean;
}

export function Button({ kind = "plain", small, icon, onPicture, busy, className, onClick, ...rest }: Props) {
	const looks = [css.btn, css[kind], small && css.small, icon && css.icon, onPicture && css.onPicture, className];
	return (
		<button
			type="button"
			className={looks.filter(Boolean).join(" ")}
			aria-busy={busy || undefined}
			onClick={busy ? undefined : onClick}
			{...rest}
		/>
	);
}

/** A link that looks like a small button. */
export const ButtonLink = (props: ComponentProps<"a">) => <a className={`${css.btn} ${css.small}`} {...props} />;
