"""One module for each screen: translate the request, ask the domain, render."""
