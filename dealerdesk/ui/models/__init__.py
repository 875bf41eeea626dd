"""Models between the services and Qt's views."""
