"""Files for uploads, and how a hand drops them on a page."""

from playwright.sync_api import Page

import base64


DROP = """([selector, files]) => {
    const carried = new DataTransfer();
    for (const {name, type, content} of files) {
        const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
        carried.items.add(new File([bytes], name, {type}));
    }
    const zone = document.querySelector(selector);
    for (const name of ["dragenter", "dragover", "drop"]) {
        const options = {dataTransfer: carried, bubbles: true, cancelable: true};
        zone.dispatchEvent(new DragEvent(name, options));
    }
}"""


def made(name: str, content: bytes, media_type: str = "application/octet-stream") -> dict:
    """A file as a browser hands it on."""
    return {"name": name, "mimeType": media_type, "buffer": content}


def text_file(name: str, text: str) -> dict:
    """A text file."""
    return made(name, text.encode(), "text/plain")


FORBIDDEN = made("kalkulator.exe", b"MZ\x90\x00" + bytes(200))


def dropped(page: Page, *files: dict) -> None:
    """Drop files on the drop zone of a case."""
    carried = [
        {
            "name": file["name"],
            "type": file["mimeType"],
            "content": base64.b64encode(file["buffer"]).decode(),
        }
        for file in files
    ]
    page.locator(".bh-drop").wait_for()
    page.evaluate(DROP, [".bh-drop", carried])
