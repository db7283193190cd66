import type { BannerWords } from "../design/banners";
import type { View } from "../net/types";

/** List the people on the stage as banners: the host with the show's name, then the guests. Those of `banners` have one. */
export function peopleOn(
	{ Session, Activity }: Pick<View, "Session" | "Activity">,
	guests: Pick<View["Guests"][number], "UserName">[],
	banners: BannerWords[],
): BannerWords[] {
	const all = [
		{ title: Session.UserName, line: Activity.Name },
		...guests.map(({ UserName }) => ({ title: UserName, line: "" })),
	];
	const taken = new Set(["", ...banners.map(({ title }) => title)]);
	const byName = new Map(all.toReversed().map((person) => [person.title, person]));
	return [...byName.values()].toReversed().filter(({ title }) => !taken.has(title));
}
