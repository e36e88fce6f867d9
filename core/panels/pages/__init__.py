"""The panels of each page, a file a page or a part of one."""
