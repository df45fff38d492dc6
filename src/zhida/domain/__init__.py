"""The rooms: Django apps without HTTP."""
