"""Events of the bus: live, archived, replayed, dead-lettered."""
