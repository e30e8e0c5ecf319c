"""The one switch of the quick ways through a file.

A quick way takes what is spelled as usual and says of it what the parser would say; everything else it leaves to the
parser. With ``EA_FAST=0`` in the environment the parser reads all of it, and nothing else changes.
"""

from __future__ import annotations

import os

enabled = os.environ.get("EA_FAST", "1") != "0"
"""Are quick ways used? Read from the environment once; tests set it."""
