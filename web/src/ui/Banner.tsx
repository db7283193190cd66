import type { ReactNode } from "react";
import css from "./Banner.module.css";

interface Props {
	cause: string;
	cure: string;
	icon?: ReactNode;
	/** The person only has to wait. */
	calm?: boolean;
	children?: ReactNode;
}

/** Show a problem where it is: the cause in bold, the cure below. It stays until the problem is solved. */
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
