"""Makes the sample files of the demo centre, byte for byte the same each time.

Run `python tools/demo_files.py`; besides Pillow, piexif, python-docx, openpyxl and
odfpy it needs typst (`pip install typst`). The product ships the results in
src/baleharum/demo/files and never runs this.
"""

from demo_texts import office
from demo_texts import pictures
from pathlib import Path

import typst


HERE = Path(__file__).parent
TEXTS = HERE / "demo_texts"
FILES = HERE.parent / "src" / "baleharum" / "demo" / "files"
SETTINGS = {"root": str(TEXTS), "ignore_system_fonts": True}
LETTERS = (
    "surat-permohonan",
    "formulir-penerimaan",
    "asesmen-awal",
    "asesmen-biopsikososial",
    "laporan-sosial",
    "rencana-intervensi",
    "surat-rujukan",
    "balasan-rujukan",
    "surat-kuasa",
    "laporan-monev",
    "ba-terminasi",
    "resume-medis",
)
#: Letters of which there is a second, changed edition: what takes the place of the first.
CHANGED = ("asesmen-awal", "asesmen-biopsikososial", "rencana-intervensi")


def typeset(name, **settings):
    """Return the compiled bytes of demo_texts/<name>.typ; a PDF unless told."""
    return typst.compile(str(TEXTS / f"{name}.typ"), **SETTINGS, **settings)


def make():
    """Write every sample file."""
    FILES.mkdir(parents=True, exist_ok=True)
    for name in LETTERS:
        (FILES / f"{name}.pdf").write_bytes(typeset(name))
    for name in CHANGED:
        (FILES / f"{name}-2.pdf").write_bytes(typeset(name, sys_inputs={"edisi": "2"}))
    page = typeset("persetujuan", format="png", ppi=130)
    (FILES / "persetujuan-pindaian.pdf").write_bytes(pictures.scanned_pdf(page))
    receipt = typeset("kuitansi", format="png", ppi=120)
    (FILES / "kuitansi-transport.png").write_bytes(pictures.scanned_png(receipt))
    (FILES / "foto-rumah.jpg").write_bytes(pictures.photo())
    (FILES / "laporan-psikologis.docx").write_bytes(office.psychological_report())
    (FILES / "notula-konferensi-kasus.docx").write_bytes(office.conference_minutes())
    (FILES / "jadwal-dan-biaya-layanan.xlsx").write_bytes(office.cost_sheet())
    (FILES / "kontrak-layanan.odt").write_bytes(office.service_agreement())
    text = (TEXTS / "kronologi.txt").read_bytes()
    (FILES / "kronologi.txt").write_bytes(text)


if __name__ == "__main__":
    make()
