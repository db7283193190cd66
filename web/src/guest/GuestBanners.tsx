import { Mic, MicOff, TriangleAlert, VideoOff } from "lucide-react";
import { DeviceNotices } from "../devices/DeviceNotices";
import { useWords } from "../i18n/useWords";
import { BlockedBanner } from "../net/BlockedBanner";
import type { Session } from "../net/useSession";
import { MISSING_MS } from "../stage/guests";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { useOverdue } from "../ui/useOverdue";
import { SoundOnlyBanner } from "./SoundOnlyBanner";
import { guestStageWords } from "./stageWords";
import type { GuestParts } from "./useGuest";
import { guestWords } from "./words";

const WARNING = <TriangleAlert size={20} />;

/** Show each problem with its cure. */
export function GuestBanners({ session, guest }: { session: Session; guest: GuestParts }) {
	const words = useWords(guestWords);
	const stage = useWords(guestStageWords);
	const out = guest.state === "onstage" && !guest.stage.connected && !guest.blocked;
	const asked = guest.state === "onstage" && isAsked(guest);
	const notArriving = useOverdue(out ? ["own"] : [], MISSING_MS).size > 0;
	return (
		<>
			{session.offline && <Banner calm {...words.offline} />}
			<BlockedBanner blocked={guest.blocked} />
			{notArriving && !session.offline && <Banner icon={WARNING} {...stage.notArriving} />}
			{guest.refused && <Banner icon={WARNING} {...words[guest.refused]} />}
			{guest.managed.placeLost && guest.state === "preview" && <Banner icon={WARNING} {...words.placeLost} />}
			{guest.state === "onstage" && <HostBanners guest={guest} asked={asked} />}
			{guest.share.refused && <Banner icon={WARNING} {...stage.shareRefused} />}
			<DeviceNotices devices={guest.devices} state={guest.device} mutedTalk={guest.mutedTalk && !asked} />
		</>
	);
}

/** Tell whether the host asks for the microphone, and it is off. */
const isAsked = ({ managed, device }: GuestParts) => managed.askedToUnmute && !managed.muted && !device.mic.wanted;

/** Say what the host took from the guest, or asks of them. */
function HostBanners({ guest: { managed, devices, soundOnly }, asked }: { guest: GuestParts; asked: boolean }) {
	const words = useWords(guestStageWords);
	return (
		<>
			{managed.muted && <Banner id="muted-by-host" calm icon={<MicOff size={20} />} {...words.muted} />}
			{managed.cameraOff && <Banner id="camera-off-by-host" calm icon={<VideoOff size={20} />} {...words.cameraOff} />}
			{asked && (
				<Banner id="asked-to-unmute" icon={<Mic size={20} />} {...words.askedToUnmute}>
					<Button small id="unmute-asked" onClick={() => devices.set("mic", true)}>
						{words.unmute}
					</Button>
				</Banner>
			)}
			<SoundOnlyBanner soundOnly={soundOnly} />
		</>
	);
}
