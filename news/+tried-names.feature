Who is told again and again that a page for the public names somebody of a case or report is an alarm: it may be somebody who tries out names.
