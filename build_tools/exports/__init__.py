"""Data for others: the versioned JSON API, the filter's index, feeds. Sorted, and without a clock."""
