"""Fair-competition review of clauses: 《公平竞争审查条例》（国务院令第783号）."""
