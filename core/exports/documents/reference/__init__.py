"""What is looked up beside the numbers of a document: their meaning, their origin, and what is wrong with them."""
