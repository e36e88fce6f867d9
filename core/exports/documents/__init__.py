"""What is handed over as a whole: a document is put together once and written as a deck, a report or a workbook."""
