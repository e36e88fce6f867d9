"""What a release holds of single schools and colleges."""
