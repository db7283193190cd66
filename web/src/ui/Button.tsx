import type { ComponentProps } from "react";
import css from "./Button.module.css";

interface Props extends ComponentProps<"button"> {
	/** One primary a page; quiet has no edge. */
	kind?: "primary" | "plain" | "quiet";
	small?: boolean;
	/** Only an icon: it needs an aria-label. */
	icon?: boolean;
	/** Lies on a picture. */
	onPicture?: boolean;
	/** At work: it says so in words, keeps its place and takes no second click. */
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
