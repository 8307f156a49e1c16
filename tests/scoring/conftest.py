"""How hypothesis searches here: the same companies in every run of the suite; HYPOTHESIS_PROFILE=search looks further."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW_TO_MAKE = [HealthCheck.too_slow, HealthCheck.data_too_large]  # a company is a hundred draws
settings.register_profile("suite", max_examples=100, deadline=None, derandomize=True, suppress_health_check=SLOW_TO_MAKE)
settings.register_profile("search", max_examples=2000, deadline=None, database=None, suppress_health_check=SLOW_TO_MAKE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
