"""How the scorer's overall reading is fitted: talks of our own making, with the temperature a person gave them."""
