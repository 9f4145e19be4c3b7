"""What all tests share: how much hypothesis tries, and that CI tries the same examples each time."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Slow machines are no defect of ours. A laptop looks for new examples; CI must not fail for luck.
settings.register_profile(
    "aboveboard",
    deadline=None,
    derandomize=os.environ.get("CI", "").lower() in ("1", "true", "yes"),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("aboveboard")
