"""In and out: files of other tools and of our own become one neutral Plan, without database or web."""
