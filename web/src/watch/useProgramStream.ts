import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Fault } from "../net/blocked";
import { useCrash } from "../ui/useCrash";
import { loadProgram } from "./load";
import type { Program } from "./program";
import type { Sent, Wish } from "./quality";

/** Return the program's picture and sound as one stream, null while there is none. Takes them only from the publisher that
 *  the server names. Viewers never see a studio that was taken over and connects again. */
export function useProgramStream(
	base: string,
	live: boolean,
	publisher: string,
	onFault: (fault: Fault) => void,
	wish: Wish,
	onSent: (sent: Sent) => void,
): MediaStream | null {
	const [stream, setStream] = useState<MediaStream | null>(null);
	const program = useRef<Program | null>(null);
	const crash = useCrash();
	const named = useRef(publisher);
	named.current = publisher;
	const wished = useRef(wish);
	wished.current = wish;

	// A layout effect, because a plain effect waits until the page is painted.
	useLayoutEffect(() => {
		if (!live) return;
		let left = false;
		loadProgram().then(
			({ openProgram }) => {
				if (left) return;
				const listeners = { onStream: setStream, onFault, onSent };
				program.current = openProgram(base, named.current, wished.current, listeners);
			},
			(error) => !left && crash(error),
		);
		return () => {
			left = true;
			program.current?.stop();
			program.current = null;
			setStream(null);
		};
	}, [base, live, onFault, onSent, crash]);

	useEffect(() => program.current?.follow(publisher), [publisher]);
	useEffect(() => program.current?.want(wish), [wish]);

	return stream;
}
