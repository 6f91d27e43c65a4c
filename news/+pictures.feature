A page for social workers (`docs/social-workers.md`) with pictures of consent, plan and letter on a desktop and a telephone; `tools/screenshots.py KIND` makes those of the manual anew as well.
