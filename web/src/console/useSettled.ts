import { useEffect, useState } from "react";

const SETTLED_MS = 300;

/** Return a value once it has not changed for a moment. So a person who types causes no call for each letter. */
export function useSettled<Value>(value: Value): Value {
	const [settled, setSettled] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(value), SETTLED_MS);
		return () => clearTimeout(timer);
	}, [value]);
	return settled;
}
