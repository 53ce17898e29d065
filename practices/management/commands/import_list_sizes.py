from __future__ import annotations

from practices.enums import DirectoryFile
from practices.management.directory_command import DirectoryCommand


class Command(DirectoryCommand):
    help = "Import list sizes of practices."
    kind = DirectoryFile.LIST_SIZES
    effective_help = "The day of the counts, as YYYY-MM-DD. Default: as the file's name says, or today."
