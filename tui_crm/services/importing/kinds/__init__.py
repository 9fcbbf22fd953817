"""One module a kind of records that can be imported; docs/importing-kinds.md tells how one is added."""
