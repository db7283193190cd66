import { type RefObject, useCallback, useEffect, useState } from "react";

/** Play the stream: with sound where the browser allows it, without sound where the browser wants a tap first. */
export function useSound(
	video: RefObject<HTMLVideoElement | null>,
	stream: MediaStream | null,
): { needsTap: boolean; open: () => void } {
	const [needsTap, setNeedsTap] = useState(false);

	useEffect(() => {
		const element = video.current;
		if (!element) return;
		element.srcObject = stream;
		if (!stream) return;
		element.play().then(
			() => setNeedsTap(element.muted),
			(error: DOMException) => {
				// The next stream came first, and it plays in its own turn.
				if (error.name === "AbortError") return;
				element.muted = true;
				setNeedsTap(true);
				void element.play().catch(() => {});
			},
		);
	}, [video, stream]);

	const open = useCallback(() => {
		const element = video.current;
		if (!element) return;
		element.muted = false;
		setNeedsTap(false);
		void element.play().catch(() => setNeedsTap(true));
	}, [video]);

	return { needsTap, open };
}
