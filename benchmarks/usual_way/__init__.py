"""The same Overview as it is usually written, pandas in st.cache_data and plotly express, measured beside ours."""
