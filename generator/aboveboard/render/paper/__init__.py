"""Views as PDFs, by typst: `press` prints, one file for each kind of paper; text goes in as data and stays text."""
