"""Any table of the standard, from anybody's file, against its rules: every fault at its cell."""
