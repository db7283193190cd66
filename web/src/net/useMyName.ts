import { useCallback, useState } from "react";
import { deviceStorage } from "../browser/storage";
import { cleaned, lengthProblem, type NameProblem } from "../ui/name";
import { ApiError } from "./call";
import type { View } from "./types";
import type { Session } from "./useSession";

const KEY = "kaibo.name";

export interface MyName {
	typed: string;
	problem: NameProblem;
	type: (name: string) => void;
	/** Tell the server the typed name. Return whether the session has it now. */
	save: () => Promise<boolean>;
}

/** Let a person change their own name. A session without one begins with the name that this device remembers. */
export function useMyName({ call, tab }: Session, view: View): MyName {
	const own = view.Session.UserName;
	const [typed, setTyped] = useState(() => own || (deviceStorage.get(KEY) ?? ""));
	const [problem, setProblem] = useState<NameProblem>("");
	const type = useCallback((name: string) => {
		setTyped(name);
		setProblem("");
	}, []);
	const save = useCallback(async () => {
		// A name that the server stored already stays, whatever it holds.
		if (own && typed === own) return true;
		const wrong = lengthProblem(typed);
		setProblem(wrong);
		if (wrong) return false;
		const name = cleaned(typed);
		try {
			await call("SetMyName", { Tab: tab, UserName: name });
		} catch (error) {
			const refused = error instanceof ApiError && error.code.startsWith("InvalidParameter");
			setProblem(refused ? "refused" : "failed");
			return false;
		}
		deviceStorage.set(KEY, name);
		setTyped(name);
		return true;
	}, [call, tab, typed, own]);
	return { typed, problem, type, save };
}
