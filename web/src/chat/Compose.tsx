import { Send, UserPen } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { shortClock } from "../ui/Clock";
import css from "./Compose.module.css";
import { COUNT_FROM } from "./text";
import type { Box } from "./useBox";
import type { ChatName } from "./useChatName";
import { chatWords } from "./words";

interface Props {
	/** The id of the field. The button's is `{id}-send`, unless `sendId` names it. */
	id: string;
	sendId?: string;
	label: string;
	hint: string;
	box: Box;
	/** Null: the author has a name of another kind, or needs none. */
	name: ChatName | null;
}

/** Write a text and send it. Enter sends, Shift and Enter begins a line, and Enter that ends a word of an input method does neither. */
export function Compose({ id, sendId = `${id}-send`, label, hint, box, name }: Props) {
	const words = useWords(chatWords);
	const said = useId();
	const field = useRef<HTMLTextAreaElement>(null);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		box.send();
	};
	const key = (event: KeyboardEvent) => {
		if (event.key !== "Enter" || event.shiftKey || composes(event)) return;
		event.preventDefault();
		box.send();
	};
	const { left, refusal, wait } = box;
	const asking = Boolean(name?.asking);
	const asked = useRef(asking);
	// The form for the name gives the focus back.
	useEffect(() => {
		if (asked.current && !asking) field.current?.focus();
		asked.current = asking;
	}, [asking]);
	if (asking) return null;
	return (
		<form className={css.compose} onSubmit={submit}>
			<p id={said} className={css.said}>
				<span role="status">{refusal ? words.refused[refusal.cause] : left < 0 && words.over}</span>
				{/* A screen reader would say each number. */}
				<span>{!refusal && left <= COUNT_FROM && (left < 0 ? words.tooLong(-left) : words.left(left))}</span>
			</p>
			<textarea
				ref={field}
				id={id}
				rows={1}
				aria-label={label}
				placeholder={hint}
				aria-describedby={said}
				aria-invalid={left < 0 || undefined}
				enterKeyHint="send"
				autoComplete="off"
				data-compose=""
				value={box.typed}
				onChange={({ target }) => box.type(target.value)}
				onKeyDown={key}
			/>
			<Button id={sendId} type="submit" icon={!wait} aria-label={wait ? undefined : words.send} disabled={wait > 0 || left < 0}>
				{wait ? <span className="digits">{wait < 60 ? words.waits(wait) : shortClock(wait)}</span> : <Send size={20} />}
			</Button>
		</form>
	);
}

/** Chrome tells of an open composition by `isComposing`. Safari ends it first, and gives the key the code 229. */
const composes = ({ nativeEvent, keyCode }: KeyboardEvent) => nativeEvent.isComposing || keyCode === 229;

/** Offer to change the name that the chat shows. */
export function ChangeName({ name }: { name: ChatName }) {
	const { changeName } = useWords(chatWords);
	return (
		<Button
			small
			kind="quiet"
			icon
			id="chat-change-name"
			aria-label={changeName}
			title={changeName}
			onClick={() => void name.ask()}
		>
			<UserPen size={16} />
		</Button>
	);
}
