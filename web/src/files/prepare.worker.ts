import { prepare } from "./prepare";

self.onmessage = async ({ data: { file, activity } }: MessageEvent<{ file: Blob; activity: number }>) => {
	self.postMessage(await prepare(file, activity).catch((error: unknown) => ({ error: String(error) })));
};
