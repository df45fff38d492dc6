"""What everything else rests on: places, diagnostics, types, numbers, dates and values."""
