/** Gives a test the functions that read and draw a PDF, and the controls that turn its pages. */
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { Deck } from "../src/slides/deck";
import { SlideControls } from "../src/slides/SlideControls";
import "../src/ui/base.css";

function Trial({ deck }: { deck: Deck }) {
	const [page, setPage] = useState(1);
	const [draw] = useState(() => deck.thumbnail.bind(deck));
	return (
		<main style={{ display: "grid", maxWidth: 860 }}>
			<SlideControls pages={deck.pages} page={page} onPage={setPage} draw={draw} keys={true} />
		</main>
	);
}

const mount = (deck: Deck) =>
	createRoot(document.getElementById("root") as HTMLElement).render(
		<StrictMode>
			<Trial deck={deck} />
		</StrictMode>,
	);

const inspect = async (file: Blob) => (await Deck.open(file)).inspect();

Object.assign(window, { Deck, inspect, mount });
