"""What people write: confirmations, saved scenarios, kept files, the publishing passphrase; the copies of plans."""
