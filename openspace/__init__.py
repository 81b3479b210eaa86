"""openspace: the platform for an Open Space day, from the first scan of the QR to the book of proceedings."""
