"""The expression language FEEL: text, tokens, surface tree and text again."""
