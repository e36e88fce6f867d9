"""Fonts of every office program in use; one without the second takes its own Chinese one."""

from __future__ import annotations

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
