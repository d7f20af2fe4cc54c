"""Partners' own tables, however they are laid out: found, understood, mapped, read."""
