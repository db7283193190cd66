import type { Result } from "./calls";

type ServerSettings = Result<"GetServerSettings">["Servers"][number];

/** A setting of all servers, or of one server that differs from the others. */
export interface Merged {
	name: string;
	value: string;
	source: string;
	/** "" for a setting that is the same on all servers. */
	server: string;
}

/** Return each setting once where all servers have the same value, and else once for each server. */
export function merged(servers: readonly ServerSettings[]): Merged[] {
	const [first, ...others] = servers;
	if (!first) return [];
	return first.Settings.flatMap(({ Name, Value, Source }) => {
		const same = others.every(({ Settings }) => Settings.some((one) => one.Name === Name && one.Value === Value));
		if (same) return [{ name: Name, value: Value, source: Source, server: "" }];
		return servers.flatMap(({ ServerId, Settings }) =>
			Settings.filter((one) => one.Name === Name).map((one) => ({
				name: Name,
				value: one.Value,
				source: one.Source,
				server: ServerId,
			})),
		);
	});
}
