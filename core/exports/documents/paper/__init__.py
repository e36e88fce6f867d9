"""A document as it stands on sheets of paper: headings, paragraphs, figures and tables, whatever file they become."""
