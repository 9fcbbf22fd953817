"""The verbs that people and companies share, and the two nouns made of them."""
