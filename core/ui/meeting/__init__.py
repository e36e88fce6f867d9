"""Meeting mode: a page as screens, one finding each, which the browser goes through without asking for the page."""
