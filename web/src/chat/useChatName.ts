import { useCallback, useRef, useState } from "react";
import { deviceStorage } from "../browser/storage";
import { ApiError } from "../net/call";
import type { Talk } from "../net/talk";
import { cleaned, lengthProblem, type NameProblem } from "../ui/name";
import type { Door } from "./door";

/** The name that this device remembers, for guests too. */
const KEY = "kaibo.name";

export interface ChatName {
	/** The form for the name is open. */
	asking: boolean;
	typed: string;
	problem: NameProblem | "taken";
	type: (name: string) => void;
	/** Open the form. `then` runs once the reader has a name. A name that the server knows from another tab opens no form. */
	ask: (then?: () => void) => Promise<void>;
	close: () => void;
	/** Tell the server the typed name. */
	save: () => Promise<void>;
}

/** Ask a viewer for a name, once: the server keeps it with the browser's pass. */
export function useChatName({ ask }: Door, talk: Talk): ChatName {
	const [asking, setAsking] = useState(false);
	const next = useRef<() => void>(undefined);
	const [typed, setTyped] = useState("");
	const [problem, setProblem] = useState<ChatName["problem"]>("");
	const looking = useRef(false);
	const open = useCallback(
		async (then?: () => void) => {
			if (looking.current) return;
			if (then && !talk.state.name) {
				looking.current = true;
				const known = await nameOf(ask);
				looking.current = false;
				if (known) {
					talk.set({ ...talk.state, name: known });
					then();
					return;
				}
			}
			next.current = then;
			setTyped(talk.state.name || (deviceStorage.get(KEY) ?? ""));
			setProblem("");
			setAsking(true);
		},
		[ask, talk],
	);
	const close = useCallback(() => setAsking(false), []);
	const type = useCallback((name: string) => {
		setTyped(name);
		setProblem("");
	}, []);
	const save = useCallback(async () => {
		const wrong = lengthProblem(typed);
		setProblem(wrong);
		if (wrong) return;
		try {
			const { UserName } = await ask("SetChatName", { UserName: cleaned(typed) });
			talk.set({ ...talk.state, name: UserName });
		} catch (error) {
			setProblem(problemOf(error));
			return;
		}
		deviceStorage.set(KEY, cleaned(typed));
		setAsking(false);
		next.current?.();
	}, [ask, talk, typed]);
	return { asking, typed, problem, type, ask: open, close, save };
}

/** Ask the server for the reader's name; "" for none. After a failure the form opens, and its answer tells what is wrong. */
const nameOf = (ask: Door["ask"]): Promise<string> =>
	ask("EnterChat", {}).then(
		({ UserName }) => UserName,
		() => "",
	);

function problemOf(error: unknown): ChatName["problem"] {
	if (!(error instanceof ApiError)) return "failed";
	if (error.code === "ResourceConflict.ChatNameTaken") return "taken";
	return error.code.startsWith("InvalidParameter") ? "refused" : "failed";
}
