"""What a picture asks and shows: the only home of Plotly."""
