import { useWords } from "../i18n/useWords";
import type { ChatRules, Talk } from "../net/talk";
import { Compose } from "./Compose";
import type { Door } from "./door";
import type { Pending } from "./outbox";
import { CREW_TEXT_MAX, TEXT_MAX } from "./text";
import { useBox } from "./useBox";
import type { ChatName } from "./useChatName";
import { useTalk } from "./useTalk";
import { chatWords } from "./words";

const FIELD = "chat-input";

interface Props {
	talk: Talk;
	rules: ChatRules;
	door: Door;
	name: ChatName | null;
	onPending: (pending: readonly Pending[]) => void;
	/** The server has taken a message. */
	onSent: () => void;
}

/** The field of the chat. It keeps what is typed to itself, so that a key draws no message again. */
export function Write({ talk, rules, door, name, onPending, onSent }: Props) {
	const words = useWords(chatWords);
	const author = useTalk(talk).name;
	const box = useBox({
		id: FIELD,
		drafts: talk.drafts,
		most: door.crew ? CREW_TEXT_MAX : TEXT_MAX,
		nameless: () => name !== null && !talk.state.name,
		onNameless: (send) => void name?.ask(send),
		slowSeconds: door.crew ? 0 : rules.SlowSeconds,
		onPending,
		say: async (Text, Nonce) => {
			const { Message } = await door.ask("SendMessage", { Text, Nonce });
			onSent();
			talk.addOwn(Message);
		},
	});
	return (
		<Compose
			id={FIELD}
			sendId="chat-send"
			label={words.message}
			hint={author && name ? words.sayAs(author) : words.saySomething}
			box={box}
			name={name}
		/>
	);
}
