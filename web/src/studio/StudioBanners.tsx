import { TriangleAlert } from "lucide-react";
import type { Layer } from "../compositor/layers";
import type { DesignSource } from "../design/document";
import { DeviceNotices } from "../devices/DeviceNotices";
import { MissingNotice } from "../devices/MissingNotice";
import { FailedUploads } from "../files/Uploads";
import { useLanguage, useWords } from "../i18n/useWords";
import { BlockedBanner } from "../net/BlockedBanner";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { StillNotice } from "../source/StillNotice";
import { sourceWords } from "../source/words";
import { Banner } from "../ui/Banner";
import { oneLine } from "../ui/oneLine";
import { SeatBanners } from "./SeatBanners";
import css from "./Studio.module.css";
import { missingLabels } from "./useExtra";
import { useRecordingParts } from "./useRecordingParts";
import type { StudioParts } from "./useStudio";
import { studioWords } from "./words";

/** Name a picture's size as people do: “360p”. */
const heightOf = ({ width, height }: Layer) => `${Math.min(width, height)}p`;

const nameOf = (source: DesignSource | undefined) => (source?.kind === "screen" ? source.name : "");

/** Show the host each question and each problem, until it is answered or solved. */
export function StudioBanners({ session, view, studio }: { session: Session; view: View; studio: StudioParts }) {
	const words = useWords(studioWords);
	const { screenRefused } = useWords(sourceWords);
	const unrecorded = view.Recording === "full" || view.Recording === "disk" ? view.Recording : null;
	const recording = useRecordingParts(unrecorded !== null || view.RecordingOverloaded);
	const language = useLanguage();
	const { onAir, open, devices, device, files, screens, blocked, renewing, renew, mutedTalk, lowered, show, extra } = studio;
	return (
		<div className={css.banners}>
			<SeatBanners session={session} view={view} renewing={renewing} onRenewing={renew} />
			{session.offline && <Banner calm {...words.offline} />}
			{!session.offline && !view.Media && open && <Banner calm {...words.noMedia} />}
			{open && view.Lines.ToHost && <Banner id="line-to-host" calm cause={words.prompt} cure={oneLine(view.Lines.ToHost.Text)} />}
			<BlockedBanner blocked={blocked} />
			{onAir.failed && <Banner icon={<TriangleAlert size={20} />} {...words.failed} />}
			{unrecorded && recording && (
				<Banner id="unrecorded" icon={<TriangleAlert size={20} />} {...recording.troubles[language][unrecorded]} />
			)}
			{!unrecorded && view.RecordingOverloaded && recording && (
				<Banner id="overloaded" calm {...recording.troubles[language].overloaded} />
			)}
			{lowered && <Banner calm cause={words.lowered.cause} cure={words.lowered.cure(heightOf(lowered))} />}
			{screens.refused && <Banner icon={<TriangleAlert size={20} />} {...screenRefused} />}
			{open && <FailedUploads files={files} />}
			{[...screens.shared].map(([id, { picture }]) => (
				<StillNotice key={id} id={id} picture={picture} name={nameOf(show.design.sources[id])} />
			))}
			{open && <DeviceNotices devices={devices} state={device} mutedTalk={mutedTalk} />}
			{open && <MissingNotice labels={missingLabels(show.design.sources, extra.extra)} />}
		</div>
	);
}
