import { ApiError, call as callAt, mayNotWatch } from "../net/call";
import type { Action, Body, Result } from "../net/types";
import type { Session } from "../net/useSession";

/** Make one call about the conversation. Throws what a call throws (net/call.ts). */
export type Ask = <Name extends Action>(action: Name, body: Body<Name>) => Promise<Result<Name>>;

/** How a reader takes part. */
export interface Door {
	ask: Ask;
	/** The reader is a host or an assistant. */
	crew: boolean;
}

/** These calls give a pass to a browser that has none. */
const PASSES = new Set<Action>(["EnterChat", "SetChatName"]);

/** Return the door of a viewer. A browser without a pass gets one at its first call, before the show too. `onPass`: the browser
 *  has a pass now, or the server refuses the one that it has. */
export function viewerDoor(base: string, onPass: () => void): Door {
	let told = false;
	const once: Ask = async (action, body) => {
		const answer = await callAt(`${base}/call`, action, body as object).catch((error) => {
			if (mayNotWatch(error)) onPass();
			throw error;
		});
		if (!told && PASSES.has(action)) {
			told = true;
			onPass();
		}
		return answer;
	};
	const ask: Ask = async (action, body) => {
		try {
			return await once(action, body);
		} catch (error) {
			if (!(error instanceof ApiError) || error.code !== "PassNeeded") throw error;
			await once("EnterChat", {});
			return once(action, body);
		}
	};
	return { ask, crew: false };
}

/** Return the door of a host or an assistant. */
export function crewDoor({ call }: Pick<Session, "call">): Door {
	return { ask: (action, body) => call(action, body as object), crew: true };
}
