"""A made-up world: contacts for the benchmarks, and the small business that ``crm demo`` opens."""
