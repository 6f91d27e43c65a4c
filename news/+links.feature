A page outside of a register is not saved with a link that leads into a case, by form, REST or script; the message says what to do instead.
