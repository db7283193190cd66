import type { Ask } from "../chat/door";
import { ApiError, NoAnswer } from "../net/call";
import type { Action, Body } from "../net/types";

/** Make a call whose effect comes back by the events. Tells whether it worked. */
export type Act = <Name extends Action>(action: Name, body: Body<Name>) => Promise<boolean>;

/** Make calls, and tell of each whether it failed. */
export function telling(ask: Ask, onFailed: (failed: boolean) => void): Act {
	return async (action, body) => {
		onFailed(false);
		try {
			await ask(action, body);
			return true;
		} catch (error) {
			if (!(error instanceof ApiError || error instanceof NoAnswer)) throw error;
			onFailed(true);
			return false;
		}
	};
}
