"""Why a goal is missed or behind its path: which colleges, schools or groups make the gap."""
