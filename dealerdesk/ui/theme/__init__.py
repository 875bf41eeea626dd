"""How DealerDesk looks: every colour, size, font and icon of the screens, and nothing of what they show."""
