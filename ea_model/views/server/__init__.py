"""The app as a server: who a visitor is and what he may, what he is refused, what is logged, and how it stops.

``access`` and ``guard`` decide, without Streamlit; `ea_model.views.serving` starts it; the pages
ask `ea_model.views.pages.shared.visitor`.
"""
