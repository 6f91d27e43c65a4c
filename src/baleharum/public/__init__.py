"""What everybody may read: the pages of the services, the front page, and a way out of them."""
