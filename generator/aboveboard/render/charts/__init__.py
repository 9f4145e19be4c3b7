"""Charts as geometry: plain values in, coordinates and paths out. `theme/html/partials/*.svg.html` draw them.

Levels and faults are the words of the records, and the CSS classes of the same name; `maintenance`, `operational`
and `unknown` are levels here too. Texts arrive ready: in the reader's language, cut and rounded.
"""
