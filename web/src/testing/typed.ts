/** Text that a person may type: markup, line breaks, terminal codes, marks that turn text around. The same as in the
 *  server's tests. */
export const TYPED = "</script><b onx=1>\r\nX-Evil: 1\x1b]0;x\x07\x9b\u202e\u2066\u2028\"'&{{7*7}}";
/** The same as one line. */
export const TYPED_LINE = "</script><b onx=1> X-Evil: 1 ]0;x \"'&{{7*7}}";
