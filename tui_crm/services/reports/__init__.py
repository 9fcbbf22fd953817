"""Reports: each declared once (``activity``, ``followups``, ``customers``); counted, drawn and written alike for all."""
