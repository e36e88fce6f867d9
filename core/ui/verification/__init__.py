"""Where a code or a file that was handed over is verified."""
