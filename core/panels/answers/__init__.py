"""The answer sheet: what a leader asks of a goal or a task, answered from data, and who knows what nobody has said."""
