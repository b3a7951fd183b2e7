"""The rooms of the corridor. A room reads earlier layers and fills one; it imports no other room."""
