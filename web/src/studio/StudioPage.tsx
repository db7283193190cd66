import { Role } from "../net/roles";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { useLoaded } from "../ui/useLoaded";
import { Studio } from "./Studio";

/** An assistant's page shares most of its code with the studio. Loaded from here, that code stays in one file. */
const assistant = () => import("../assistant/Assistant");

/** Show the studio to a host, and to an assistant what there is to do without the seat. */
export default function StudioPage({ session, view }: { session: Session; view: View }) {
	const minds = view.Session.Role === Role.ASSISTANT;
	const Assistant = useLoaded(minds ? assistant : null);
	if (!minds) return <Studio session={session} view={view} />;
	return Assistant && <Assistant session={session} view={view} />;
}
