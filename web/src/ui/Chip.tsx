import type { ComponentProps } from "react";
import css from "./Chip.module.css";

interface Props extends ComponentProps<"span"> {
	/** `air` is the one red thing, and only ever "on air". */
	tone?: "plain" | "good" | "care" | "air";
}

export function Chip({ tone = "plain", className, ...rest }: Props) {
	const looks = [css.chip, tone !== "plain" && css[tone], className];
	return <span className={looks.filter(Boolean).join(" ")} {...rest} />;
}
