import { useState } from "react";
import { ApiError, NoAnswer } from "../net/call";
import { useCrash } from "../ui/useCrash";

/** Run one piece of work at a time, and keep whether the server refused it or did not answer. */
export function useAct() {
	const [busy, setBusy] = useState(false);
	const [failed, setFailed] = useState(false);
	const crash = useCrash();
	const run = async (work: () => Promise<unknown>) => {
		setBusy(true);
		setFailed(false);
		try {
			await work();
		} catch (error) {
			if (!(error instanceof ApiError || error instanceof NoAnswer)) return crash(error);
			setFailed(true);
		} finally {
			setBusy(false);
		}
	};
	return { busy, failed, run };
}
