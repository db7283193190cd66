import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import css from "./Banner.module.css";
import { Button } from "./Button";
import { uiWords } from "./words";

interface Props {
	id?: string;
	cause: string;
	cure: string;
	icon?: ReactNode;
	/** The person only has to wait. */
	calm?: boolean;
	/** The cure, step by step. */
	steps?: string[];
	/** The person may put the banner away. */
	onDismiss?: () => void;
	children?: ReactNode;
}

/** Show a problem where it is: the cause in bold, the cure below. It stays until the problem is solved. */
export function Banner({ id, cause, cure, icon, calm = false, steps = [], onDismiss, children }: Props) {
	const looks = [css.banner, calm && css.calm, steps.length > 0 && css.long, onDismiss && css.dismissible];
	return (
		<div id={id} className={looks.filter(Boolean).join(" ")} role={calm ? "status" : "alert"}>
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
			{onDismiss ? children && <div className={css.below}>{children}</div> : children}
			{onDismiss && <Dismiss onClick={onDismiss} />}
		</div>
	);
}

function Dismiss({ onClick }: { onClick: () => void }) {
	const { dismiss } = useWords(uiWords);
	return (
		<Button
			small
			icon
			kind="quiet"
			className={css.dismiss}
			data-dismiss=""
			aria-label={dismiss}
			title={dismiss}
			onClick={onClick}
		>
			<X size={16} />
		</Button>
	);
}
