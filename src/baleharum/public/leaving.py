"""The page on traces: what a browser keeps, how to take it away, and what nobody can promise."""

from Products.Five.browser import BrowserView


class LeaveNoTrace(BrowserView):
    """`@@leave-no-trace` of a front page."""

    def __call__(self):
        return self.index()
