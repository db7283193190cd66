import { useLoaded } from "../ui/useLoaded";

const load = () => import("../recording/late");

/** Load the parts about recordings when one of them is wanted. Returns null until they are there. */
export function useRecordingParts(wanted: boolean) {
	const parts = useLoaded(wanted ? load : null);
	return wanted ? parts : null;
}
