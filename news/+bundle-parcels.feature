A recipient gets the package of a bundle in a ZIP that opens with a password (AES-256), which is shown once.
