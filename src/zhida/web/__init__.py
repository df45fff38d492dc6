"""The pages: translate a request, call the domain and the library, render."""
