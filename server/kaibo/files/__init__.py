"""The files of shows: their rows, their bytes on the disk, and what a file may be.

It lies below `activity/`, so that a copied show brings its files along. The calls are in `features/file/`.
"""
