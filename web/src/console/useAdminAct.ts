import { useCallback } from "react";
import { ApiError } from "../net/call";
import { useAct } from "../ui/useAct";
import { reasonOf } from "./refused";

/** Run what a button does, and keep why it failed. `onOut` hears that the admin is signed out. */
export function useAdminAct(onOut: () => void = () => {}) {
	const { run: act, ...state } = useAct(reasonOf);
	const run = useCallback(
		(work: () => Promise<unknown>) =>
			act(() =>
				work().catch((error: unknown) => {
					if (error instanceof ApiError && error.code === "SignedOut") return onOut();
					throw error;
				}),
			),
		[act, onOut],
	);
	return { ...state, run };
}
