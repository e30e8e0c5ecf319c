"""The app: ``streamlit run app.py``, or ``ea serve MODEL``; it stands in `ea_model.views.app`."""

from ea_model.views.app import main

main()
