"""A policy's tables as an Excel workbook that officials edit, and back: the rest of the document is never touched."""
