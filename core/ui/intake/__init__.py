"""The intake page on the screen: the file that was sent, what was kept of it, confirming, publishing."""
