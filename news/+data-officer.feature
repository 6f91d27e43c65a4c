The function data officer: sees the figures of a register and no case.
