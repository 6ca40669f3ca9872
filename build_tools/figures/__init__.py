"""Pictures drawn from data, as SVG with a text alternative."""
