"""What texts say of time, number, money and share, brought to forms that can be compared; text only."""
