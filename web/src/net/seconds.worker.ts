/** Answers after so many milliseconds. A worker's clock keeps its rate while the page is hidden. */
self.onmessage = ({ data }: MessageEvent<number>) => {
	setTimeout(() => self.postMessage(null), data);
};
