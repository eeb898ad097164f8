"""What passes on the event bus: live, archived, replayed, dead-lettered."""
