"""The records that rooms write: frozen, typed, without behaviour beyond reading themselves."""
