"""The shared space itself: story, notes, conversation, unknowns. It writes facts and does not know that it is measured."""
