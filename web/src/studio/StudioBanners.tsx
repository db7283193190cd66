import { TriangleAlert } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { SeatBanners } from "./SeatBanners";
import css from "./Studio.module.css";
import type { StudioParts } from "./useStudio";

/** What needs the person, or may be waited for: cause in bold, cure below. Stays until cured. */
export function StudioBanners({ session, view, studio }: { session: Session; view: View; studio: StudioParts }) {
	const { studio: words, devices: deviceWords } = useWords();
	const { onAir, open, devices, device, screen, renewing, renew } = studio;
	const kinds = (["camera", "mic"] as const).filter((kind) => open && device[kind].wanted && device[kind].cause);
	return (
		<div className={css.banners}>
			<SeatBanners session={session} view={view} renewing={renewing} onRenewing={renew} />
			{session.offline && <Banner calm {...words.offline} />}
			{!session.offline && !view.Media && open && <Banner calm {...words.noMedia} />}
			{onAir.failed && <Banner icon={<TriangleAlert size={20} />} {...words.failed} />}
			{screen.refused && <Banner icon={<TriangleAlert size={20} />} {...deviceWords.screenRefused} />}
			{kinds.map((kind) => (
				<Banner key={kind} icon={<TriangleAlert size={20} />} {...deviceWords.trouble[kind][device[kind].cause ?? "failed"]}>
					<Button small data-retry={kind} onClick={() => devices.set(kind, true)}>
						{deviceWords.retry}
					</Button>
				</Banner>
			))}
		</div>
	);
}
