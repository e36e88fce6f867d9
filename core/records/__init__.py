"""What people write in the application: confirmations, saved scenarios, kept files, the publishing passphrase."""
