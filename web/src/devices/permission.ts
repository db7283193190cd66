import type { Kind } from "./open";

/** The browser's answer about a device before the person is asked. "unknown": this browser does not tell. */
export type Permission = PermissionState | "unknown";

const NAMES: Record<Kind, string> = { camera: "camera", mic: "microphone" };

/** Tell a device's permission now and after each change, until the returned function is called. */
export function watchPermission(kind: Kind, onChange: (permission: Permission) => void): () => void {
	const left = new AbortController();
	const follow = async () => {
		const status = await navigator.permissions.query({ name: NAMES[kind] as PermissionName });
		if (left.signal.aborted) return;
		status.addEventListener("change", () => onChange(status.state), left);
		onChange(status.state);
	};
	// Older browsers have no such list, or know neither name.
	follow().catch(() => {});
	return () => left.abort();
}
