import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { ApiError } from "../net/call";
import type { Session } from "../net/useSession";
import { Button } from "../ui/Button";
import { useModal } from "../ui/useModal";
import { EarlierList } from "./EarlierList";
import css from "./EarlierShows.module.css";
import type { EarlierShow } from "./useEarlierShows";
import { earlierWords } from "./words";

interface Props {
	session: Session;
	/** The host wants the show on air: its scenes stay. */
	live: boolean;
	/** The show has changes of the host, which a copy would replace. */
	edited: boolean;
	/** Copy the design of a show. Throws what a call throws. */
	onCopy: (show: EarlierShow) => Promise<void>;
	onClose: () => void;
}

/** Let the host start from the design of an earlier show, before this one is on air. */
export default function EarlierShows({ live, onClose, ...rest }: Props) {
	const words = useWords(earlierWords);
	const { close, props } = useModal(onClose);
	return (
		<dialog {...props} id="earlier" className={css.earlier} aria-labelledby="earlier-title">
			<h2 id="earlier-title">{words.title}</h2>
			{live ? (
				<>
					<p id="earlier-on-air" className={css.text}>
						{words.onAir}
					</p>
					<Close />
				</>
			) : (
				<Choice {...rest} onDone={close} />
			)}
		</dialog>
	);
}

function Close() {
	const { close } = useWords(earlierWords);
	return (
		<form method="dialog" className={css.answers}>
			<Button type="submit">{close}</Button>
		</form>
	);
}

type ChoiceProps = Omit<Props, "live" | "onClose"> & { onDone: () => void };

/** Choose a show. Where work would be replaced, ask first. */
function Choice({ session, edited, onCopy, onDone }: ChoiceProps) {
	const words = useWords(earlierWords);
	const [asked, setAsked] = useState<EarlierShow | null>(null);
	const [copying, setCopying] = useState("");
	const [trouble, setTrouble] = useState<"gone" | "notCopied" | "">("");
	const copy = async (show: EarlierShow) => {
		setAsked(null);
		setTrouble("");
		setCopying(show.Name);
		try {
			await onCopy(show);
			onDone();
		} catch (error) {
			setTrouble(error instanceof ApiError && error.status === 404 ? "gone" : "notCopied");
		}
		setCopying("");
	};
	if (asked) return <Question show={asked} onReplace={() => void copy(asked)} onBack={() => setAsked(null)} />;
	return (
		<>
			<p className={css.text}>{words.text}</p>
			{trouble && (
				<p id="earlier-trouble" role="alert" className={css.trouble}>
					{words[trouble]}
				</p>
			)}
			<p role="status" className={css.text}>
				{copying && words.copying(copying)}
			</p>
			<EarlierList session={session} busy={copying !== ""} onChoose={(show) => (edited ? setAsked(show) : void copy(show))} />
			<Close />
		</>
	);
}

function Question({ show, onReplace, onBack }: { show: EarlierShow; onReplace: () => void; onBack: () => void }) {
	const words = useWords(earlierWords);
	return (
		<div role="alert" className={css.question}>
			<h3>{words.question}</h3>
			<p className={css.text}>{words.questionText(show.Name)}</p>
			<div className={css.answers}>
				<Button kind="quiet" autoFocus onClick={onBack}>
					{words.back}
				</Button>
				<Button kind="primary" id="replace-scenes" onClick={onReplace}>
					{words.replace}
				</Button>
			</div>
		</div>
	);
}
