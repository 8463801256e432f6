"""Those who keep the house: a privacy officer who reviews, an administrator who manages posts. Neither sees a space."""
