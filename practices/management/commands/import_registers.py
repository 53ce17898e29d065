from __future__ import annotations

from practices.enums import DirectoryFile
from practices.management.directory_command import DirectoryCommand


class Command(DirectoryCommand):
    help = "Import diabetes registers from a file of QOF prevalence (group DM), gzipped or not."
    kind = DirectoryFile.REGISTERS
    effective_help = "The day of the counts, as YYYY-MM-DD. Default: as the file's name says, or today."
