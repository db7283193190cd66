import { useCallback, useEffect, useState } from "react";

/** Return whether a notice is shown, and a function that puts it away. It stays away until its cause has gone and comes
 *  again. `cause` names the cause; "" for none. */
export function useDismissal(cause: string): [shown: boolean, dismiss: () => void] {
	const [dismissed, setDismissed] = useState("");
	useEffect(() => {
		setDismissed((before) => (before === cause ? before : ""));
	}, [cause]);
	const dismiss = useCallback(() => setDismissed(cause), [cause]);
	return [cause !== "" && cause !== dismissed, dismiss];
}
