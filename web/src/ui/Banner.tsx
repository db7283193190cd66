import type { ReactNode } from "react";
import css from "./Banner.module.css";

interface Props {
	cause: string;
	cure: string;
	icon?: ReactNode;
	/** The person only has to wait. */
	calm?: boolean;
	/** The cure, step by step. */
	steps?: string[];
	children?: ReactNode;
}

/** Show a problem where it is: the cause in bold, the cure below. It stays until the problem is solved. */
export function Banner({ cause, cure, icon, calm = false, steps = [], children }: Props) {
	const looks = [css.banner, calm && css.calm, steps.length > 0 && css.long];
	return (
		<div className={looks.filter(Boolean).join(" ")} role={calm ? "status" : "alert"}>
			{icon}
			<p>
				<b>{cause}</b>
				<br />
				<span>{cure}</span>
			</p>
			{steps.length > 0 && (
				<ol>
					{steps.map((step) => (
						<li key={step}>{step}</li>
					))}
				</ol>
			)}
			{children}
		</div>
	);
}
