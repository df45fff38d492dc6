"""Table checks: what no case will tell before a firm does. `tables.check_tables` is the public function."""
