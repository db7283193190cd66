import { useEffect, useState } from "react";
import { act } from "./calls";

export interface Doors {
	/** "" before the answer, and when it failed. */
	host: string;
	guest: string;
}

/** Read the links of a show. The server gives the same guest link again, because the token of the request is the same. */
export function useDoors(id: number, may: boolean): Doors {
	const [doors, setDoors] = useState<Doors>({ host: "", guest: "" });
	useEffect(() => {
		if (!may) return;
		const ask = async () => {
			const [host, guest] = await Promise.all([
				act("GetDownloadLiveClient", { ActivityId: id }),
				act("CreateLaunchLink", { ActivityId: id, Role: "guest", ClientToken: `console-guest-${id}` }),
			]);
			setDoors({ host: host.Url, guest: guest.Url });
		};
		ask().catch(() => {}); // the page shows a door without its link, and the next visit asks again
	}, [id, may]);
	return doors;
}
