import type { ComponentProps } from "react";
import css from "./Chip.module.css";

interface Props extends ComponentProps<"span"> {
	/** `air` is red and means "on air". Nothing else on a page is red. */
	tone?: "plain" | "good" | "care" | "air";
}

export function Chip({ tone = "plain", className, ...rest }: Props) {
	const looks = [css.chip, tone !== "plain" && css[tone], className];
	return <span className={looks.filter(Boolean).join(" ")} {...rest} />;
}
