"""What people do with DealerDesk: one module for each activity."""
