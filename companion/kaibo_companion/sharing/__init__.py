"""Screen sharing: a page asks for a screen, and the person picks one."""
