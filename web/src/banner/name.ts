import type { BannerWords } from "../design/banners";
import { oneLine } from "../ui/oneLine";

/** Return the words that name a banner. `banner`: the word for one without words. */
export const bannerName = ({ title, line }: BannerWords, { banner }: { banner: string }) =>
	oneLine(title) || oneLine(line) || banner;
