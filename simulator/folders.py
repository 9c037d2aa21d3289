"""Where settings, sessions and what can be made again are kept, by the custom of the platform."""

from __future__ import annotations

import platformdirs

APP = "hotseat"
CONFIG_FOLDER = platformdirs.user_config_path(APP)
DATA_FOLDER = platformdirs.user_data_path(APP)
CACHE_FOLDER = platformdirs.user_cache_path(APP)
