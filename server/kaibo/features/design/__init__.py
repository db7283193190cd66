"""The show design: scenes, sources, overlays and brand of an activity, in one document."""
