"""Renditions: any document of a case as a PDF that shows what it shows, and holds nothing else.

Made once, in a child process with limits; the same file gives the same bytes. Scripts, notes,
forms, attachments, hidden layers and texts, places and times of photos stay behind.
"""
