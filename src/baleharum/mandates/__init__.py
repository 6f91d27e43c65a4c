"""What courts and probation offices have laid down for somebody of a case: rulings and guidance."""
