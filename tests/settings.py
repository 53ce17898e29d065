"""The site's settings, in test mode."""

import os

os.environ["EP_MODE"] = "test"

from config.settings import *  # noqa: F403
