import { Unplug } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { useDismissal } from "../ui/useDismissal";
import { deviceWords } from "./words";

/** Say which further cameras and microphones are not plugged in. `labels`: the names of the devices. */
export function MissingNotice({ labels }: { labels: string[] }) {
	const words = useWords(deviceWords);
	const [shown, dismiss] = useDismissal(labels.join("\n"));
	if (!shown) return null;
	return <Banner id="device-missing" calm icon={<Unplug size={20} />} onDismiss={dismiss} {...words.gone(labels)} />;
}
