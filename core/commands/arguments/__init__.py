"""What commands share: how they are listed, and the release, table or return that their arguments name."""
