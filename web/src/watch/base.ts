/** `/w/{path}`: where the show's calls, its events and its way to LiveKit are. */
export function watchBase(): string {
	return `/w/${location.pathname.split("/")[2] ?? ""}`;
}
