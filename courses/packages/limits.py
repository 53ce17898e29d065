"""How large a package may be. Bytes are of the file or of what it unpacks to; every bound is inclusive."""

from __future__ import annotations

MIB = 1024 * 1024

MOST_BYTES_ZIPPED = 200 * MIB
MOST_BYTES = 500 * MIB
MOST_FILES = 5_000
MOST_BYTES_OF_DIRECTORY = 4 * MIB
MOST_BYTES_OF_MANIFEST = 2 * MIB
MOST_ELEMENTS_OF_MANIFEST = 20_000
MOST_UNITS = 200
LONGEST_PATH = 240
DEEPEST_PATH = 16

# What compresses better than this, and is large, was made to fill a disk. Deflate itself ends at 1:1032.
MOST_RATIO = 250
SMALL = MIB
