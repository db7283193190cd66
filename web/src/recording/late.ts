import EndedReplay from "./EndedReplay";
import RecordSwitch from "./RecordSwitch";
import troubles from "./troubles";

/** The parts of the studio about recordings. They are one part of code, which loads when a host needs one of them. */
export default { EndedReplay, RecordSwitch, troubles };
