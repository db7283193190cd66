import "../ui/base.css";
import { EnterPage } from "../enter/EnterPage";
import { CookieGate } from "../ui/CookieGate";
import { mount } from "../ui/mount";

mount(
	<CookieGate>
		<EnterPage />
	</CookieGate>,
);
