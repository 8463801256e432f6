"""What a team and its panel decided when they looked at one practice together. Holds their words; counts nothing."""
