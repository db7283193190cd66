import { CircleAlert } from "lucide-react";
import { Component, type ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "./Button";
import { Card } from "./Card";
import { uiWords } from "./words";

interface Props {
	children: ReactNode;
	/** Tells the person that the parts outside go on. */
	goesOn?: string | undefined;
}

/** Catches an error of the page inside: says what happened, and builds the page again on a click. A component outside
 *  keeps all that must survive such an error, like a show on air. */
export class PageBoundary extends Component<Props, { failed: boolean }> {
	override state = { failed: false };

	static getDerivedStateFromError(): { failed: boolean } {
		return { failed: true };
	}

	override render(): ReactNode {
		if (!this.state.failed) return this.props.children;
		return <Failed goesOn={this.props.goesOn} onAgain={() => this.setState({ failed: false })} />;
	}
}

function Failed({ goesOn, onAgain }: { goesOn: string | undefined; onAgain: () => void }) {
	const words = useWords(uiWords);
	return (
		<div id="page-failed">
			<Card icon={<CircleAlert />} title={words.failedTitle} text={goesOn ?? words.failedText}>
				<Button kind="primary" id="try-again" onClick={onAgain}>
					{words.tryAgain}
				</Button>
			</Card>
		</div>
	);
}
