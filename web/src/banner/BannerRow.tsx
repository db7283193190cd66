import { Plus } from "lucide-react";
import { useState } from "react";
import { bannersOf } from "../design/banners";
import type { DesignControl } from "../design/useDesign";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { Button } from "../ui/Button";
import { useLoaded } from "../ui/useLoaded";
import css from "./BannerRow.module.css";
import { bannerWords } from "./words";

interface Props {
	view: View;
	show: DesignControl;
	guests: Pick<View["Guests"][number], "UserName">[];
}

const banners = () => import("./Banners");

/** Offer the show's banners below its scenes. A host who has none sees one small button, and loads nothing more. */
export function BannerRow({ view, show, guests }: Props) {
	const words = useWords(bannerWords);
	const [asked, ask] = useState("");
	const some = bannersOf(show.design).length > 0;
	const Banners = useLoaded(asked || some ? banners : null);
	return (
		<div className={css.row} data-banners={some ? "some" : "none"}>
			{Banners && <Banners view={view} show={show} guests={guests} asked={asked} onAsk={ask} />}
			<Button kind="quiet" small id="new-banner" className={css.add} aria-haspopup="dialog" onClick={() => ask("new")}>
				<Plus size={16} />
				<span>{words.banner}</span>
			</Button>
		</div>
	);
}
