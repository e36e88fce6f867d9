"""Search over names in Chinese, pinyin and English: pure, over entries that others make."""
