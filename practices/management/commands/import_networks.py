from __future__ import annotations

from practices.enums import DirectoryFile
from practices.management.directory_command import DirectoryCommand


class Command(DirectoryCommand):
    help = "Import primary care networks and their practices: the ePCN workbook, or one of its sheets as CSV."
    kind = DirectoryFile.NETWORKS
