import type { ReactNode } from "react";
import css from "./Banner.module.css";

interface Props {
	cause: string;
	cure: string;
	icon?: ReactNode;
	/** Waiting, not something that needs the person. */
	calm?: boolean;
	children?: ReactNode;
}

/** What needs the person, where it is: cause in bold, cure below. Stays until cured. */
export function Banner({ cause, cure, icon, calm = false, children }: Props) {
	return (
		<div className={calm ? `${css.banner} ${css.calm}` : css.banner} role={calm ? "status" : "alert"}>
			{icon}
			<p>
				<b>{cause}</b>
				<br />
				<span>{cure}</span>
			</p>
			{children}
		</div>
	);
}
