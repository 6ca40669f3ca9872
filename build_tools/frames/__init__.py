"""From planned pages to a site: frames for the engine, and everything that happens to what it renders."""
