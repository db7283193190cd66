import { useEffect, useRef } from "react";

/** Show a live track, without sound. */
export function Picture({ track, ...rest }: { track: MediaStreamTrack } & React.VideoHTMLAttributes<HTMLVideoElement>) {
	const element = useRef<HTMLVideoElement>(null);
	useEffect(() => {
		const video = element.current;
		if (!video) return;
		video.srcObject = new MediaStream([track]);
		void video.play().catch(() => {});
		return () => {
			video.srcObject = null;
		};
	}, [track]);
	return <video ref={element} muted playsInline {...rest} />;
}
