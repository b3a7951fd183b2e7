"""Tables and files for people and programs; all of them are projections of the store."""
