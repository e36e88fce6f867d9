"""Pure judgement over what is reported of tasks."""
