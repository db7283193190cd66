import { useLayoutEffect, useState } from "react";
import type { Fault } from "../net/blocked";
import { useCrash } from "../ui/useCrash";
import { existing, takeConnection } from "./connection";

/** Return the program's picture and sound as one stream, null while there is none. Takes over the connection that began
 *  before React was read. `publisher` is null until the server named it in a view. */
export function useProgramStream(
	base: string,
	live: boolean,
	publisher: string | null,
	onFault: (fault: Fault) => void,
): MediaStream | null {
	const [stream, setStream] = useState<MediaStream | null>(() => (live && existing()?.stream) || null);
	const crash = useCrash();

	// A layout effect, because a plain effect waits until the page is painted.
	useLayoutEffect(() => {
		if (!live) return;
		const connection = takeConnection(base);
		connection.listen({ onStream: setStream, onFault, onError: crash });
		return () => {
			connection.leave();
			setStream(null);
		};
	}, [base, live, onFault, crash]);

	// Before the connection's code is there, too: it begins with the publisher that was named last.
	useLayoutEffect(() => {
		if (live && publisher !== null) takeConnection(base).follow(publisher);
	}, [base, live, publisher]);

	return stream;
}
