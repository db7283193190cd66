import { useCallback, useState } from "react";
import type { Design } from "../design/document";
import { FIRST } from "../design/first";

export function useOwnDesign() {
	const [design, setDesign] = useState<Design>(FIRST);
	const air = useCallback((change: (design: Design) => Design) => setDesign(change), []);
	return { design, air };
}
