/** Return `/w/{path}`: the start of the show's calls, its events and its LiveKit address. */
export function watchBase(): string {
	return `/w/${location.pathname.split("/")[2] ?? ""}`;
}
