"""Views into bytes: HTML, the shell around it, charts, feeds, JSON, calendars, badges and paper."""
