"""The register of firms and what is known of them: every fact with its source, date and certification."""
