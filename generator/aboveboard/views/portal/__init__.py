"""What one customer reads in the portal that is their own: second person, their minutes, their times.

What the pipeline calls for one customer's edition, and where it lies:

    home.portal_home(edition)                          index.html
    incidents.portal_incidents_page(edition)           incidents/index.html
    rfos.portal_rfos_page(edition)                     rfo/index.html
    rfos.portal_rfo_ids(edition)                       whose rfo/ID.html the tree has: views/rfo_page.rfo_page
    months.portal_months_page(edition, months)         months/index.html
    month.portal_month_page(edition, month)            months/2026-10.html
    reviews.portal_reviews_page(edition, quarters)     reviews/index.html
    review.review_page(edition, quarter)               reviews/2026-Q3.html
    render/feeds.portal_feeds(edition, cache)          feeds/all.rss, .atom, .json (feeds.portal_feed)
    render/calendar.calendar_files(edition, site_url)  calendar.ics (calendar.portal_calendar)
    render/portal_json.portal_json(edition)            api/aboveboard/v1/status.json, incidents.json (status)
    render/portal_json.schema_files()                  api/aboveboard/v1/*.schema.json, the same in every portal

Records that only the customers they affect may read have the pages that the public ones have elsewhere
(`incident_page`, `change_page`); `views/tree_paths.py` knows which pages a tree has. What reached the customer is asked
of `reached`, once for all of these.
"""
