The demo centre has 24 invented cases in every case state, twenty sample files (made by `tools/demo_files.py`), fifteen accounts and the texts of its folders and services.
