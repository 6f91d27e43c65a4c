"""Letters: numbers without gaps, the letterhead, typeset and office letters, what is sent out.

A slice above fills a `Letter`, takes its number in the transaction that signs it, has it made, and
sends it; every refusal is a `LetterRefused` whose `problems` are for people:

    line = issue(register, uid, day, "400.9.8", **numbering())
    pdf = letter_pdf(replace(letter, number=line.number), letterhead(site))
    docx = letter_docx(letter, letterhead(site), template(site))
    one_pdf(pdf, [("laporan.pdf", stream)], target)
    sealed(pdf, [("laporan.pdf", stream)], target, new_password())
"""
