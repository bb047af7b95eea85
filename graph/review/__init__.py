"""What people should look at: entities that are likely one, and entities that are likely two."""
