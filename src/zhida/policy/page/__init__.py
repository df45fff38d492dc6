"""A policy as a page for people: HTML and PDF, made from one content."""
