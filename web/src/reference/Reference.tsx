import { TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle";
import "./reference.css";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { uiWords } from "../ui/words";
import { parts } from "./parts";
import { referenceWords } from "./words";

/** Show the server's OpenAPI document in Swagger UI. `#/noun/Action` opens at an action. */
export default function Reference() {
	const words = useWords(referenceWords);
	const { tryAgain } = useWords(uiWords);
	const place = useRef<HTMLDivElement>(null);
	const [failed, setFailed] = useState(false);
	useEffect(() => {
		const leaving = new AbortController();
		show(place.current, leaving.signal).catch(() => setFailed(!leaving.signal.aborted));
		return () => leaving.abort();
	}, []);
	if (failed)
		return (
			<Banner icon={<TriangleAlert size={20} />} {...words.apiFailed}>
				<Button small onClick={() => location.reload()}>
					{tryAgain}
				</Button>
			</Banner>
		);
	return <div ref={place} lang="en" />;
}

async function show(domNode: Element | null, signal: AbortSignal): Promise<void> {
	const answer = await fetch("/openapi.json", { signal });
	if (!answer.ok) throw new Error(answer.statusText);
	const spec: object = await answer.json();
	if (!domNode || signal.aborted) return;
	SwaggerUI({
		domNode,
		spec,
		presets: [SwaggerUI.presets.apis],
		plugins: [parts],
		layout: "Calls",
		deepLinking: true,
		docExpansion: "list",
		defaultModelRendering: "model",
		defaultModelExpandDepth: 4,
		supportedSubmitMethods: [],
		validatorUrl: null,
	});
}
