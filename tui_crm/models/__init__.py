"""What things are: fields, tables, value types, filters as values. No I/O."""
