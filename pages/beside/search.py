"""What is there under this name: everything that was found, by kind, each a link?"""

from core.ui.frame import PAGE_NAMES
from core.ui.page import opened
from core.ui.search.results import search_results

search_results(opened(), PAGE_NAMES)
