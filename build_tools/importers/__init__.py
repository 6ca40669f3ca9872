"""Other people's data sets as content folders."""
