"""Why a login through a provider came to nothing."""


class Refused(Exception):
    """Nobody comes in. Who asked is told the same every time, the record has the reason:

    - 'state': no login of this browser waits for this answer, or no longer
    - 'denied': the provider says that the person gave up or may not
    - 'provider': it can't be reached, or answers what no provider answers
    - 'code': it does not take the code
    - 'token': its ID token is not for this login
    - 'person': no account is this person's
    - 'wait': as before, too often

    user_id: of the account that somebody else's login was taken for, '' for none; message: for
    the log of the administrator, with nothing in it that somebody typed.
    """

    def __init__(self, reason: str, message: str = "", user_id: str = ""):
        super().__init__(f"{reason}: {message}" if message else reason)
        self.reason = reason
        self.user_id = user_id
