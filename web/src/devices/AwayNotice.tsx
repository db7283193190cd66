import { Unplug } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { useDismissal } from "../ui/useDismissal";
import type { Devices, DevicesState } from "./devices";
import type { Kind } from "./open";
import { deviceWords } from "./words";

interface Props {
	kind: Kind;
	devices: Devices;
	state: DevicesState;
}

/** Say that another device stands in for one that was unplugged. A device whose name this page never read is left out. */
export function AwayNotice({ kind, devices, state }: Props) {
	const words = useWords(deviceWords);
	const { away, track } = state[kind];
	const [shown, dismiss] = useDismissal(away?.label && track ? `${away.id} ${track.label}` : "");
	if (!shown || !away || !track) return null;
	return (
		<Banner
			id={`${kind}-away`}
			calm
			icon={<Unplug size={20} />}
			onDismiss={dismiss}
			{...words.away(away.label, track.label || words.unnamed(1))}
		>
			<Button small data-keep={kind} onClick={() => devices.keep(kind)}>
				{words.keep}
			</Button>
		</Banner>
	);
}
