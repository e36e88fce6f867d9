"""Schools and colleges against the standards: who meets what, by how much, and how far each can grow."""
