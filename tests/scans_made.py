"""Scans of invented letters in Indonesian and English, as an office scanner gives them."""

from collections import Counter
from io import BytesIO
from PIL import Image
from random import Random
from tests.bundles_made import saved

import pikepdf
import pypdfium2
import typst


#: Words of letters, six and more of which make a sentence.
INDONESIAN = (
    "surat keterangan ini menerangkan bahwa anak tersebut tinggal bersama neneknya sejak bulan"
    " pendamping sosial mencatat kunjungan rumah dan keadaan keluarga klien dengan baik menurut"
    " saksi pertengkaran terjadi pada malam hari di ruang tamu pemohon mengajukan permohonan"
    " perwalian kepada pengadilan agama berdasarkan alasan sebagai berikut biaya hidup ditanggung"
    " oleh ibu kandung hakim memeriksa bukti tertulis serta mendengar keterangan para pihak"
).split()
ENGLISH = (
    "this letter confirms that the child has lived with her grandmother since last year the"
    " social worker visited the house twice and wrote down what the family told about their"
    " neighbours according to witnesses the quarrel began late at night before anybody could"
    " call for help the applicant asks the court to appoint a guardian because both parents"
    " moved away without leaving an address medical costs were paid by an aunt until spring"
).split()


def scanned(pages: int, dots: int = 150, seed: int = 1) -> tuple[bytes, list[list[str]]]:
    """Return a PDF that is pictures alone, and the words of each page: Indonesian, English and both in
    turns, in letters of 11 points, a little askew and grey, with some noise."""
    chance = Random(seed)  # noqa: S311  for texts, not for secrets
    words = [_words(chance, number) for number in range(pages)]
    with pikepdf.new() as pdf:
        for page in words:
            with pikepdf.open(BytesIO(_picture(page, dots, chance))) as one:
                pdf.pages.extend(one.pages)
        return saved(pdf), words


def _words(chance: Random, number: int) -> list[str]:
    known = (INDONESIAN, ENGLISH, INDONESIAN + ENGLISH)[number % 3]
    found: list[str] = []
    while len(found) < 180:
        sentence = chance.choices(known, k=chance.randint(6, 14))
        found += [sentence[0].capitalize(), *sentence[1:-1], f"{sentence[-1]}."]
    return found


def _picture(words: list[str], dots: int, chance: Random) -> bytes:
    text = " ".join(words)
    made = typst.compile(f'#set page(paper: "a5")\n#set text(size: 11pt)\n{text}'.encode())
    image = pypdfium2.PdfDocument(made)[0].render(scale=dots / 72).to_pil().convert("L")
    image = image.rotate(
        chance.uniform(-0.7, 0.7), fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    noise = Image.effect_noise(image.size, 40)
    image = Image.blend(image.point(lambda value: 40 + value * 215 // 255), noise, 0.12)
    target = BytesIO()
    image.save(target, "PDF", resolution=dots)
    return target.getvalue()


def recall(words: list[str], read: str) -> float:
    """Return the share of words that were read, each as often as it stands there."""
    wanted, found = Counter(words), Counter(read.split())
    return sum((wanted & found).values()) / len(words)
