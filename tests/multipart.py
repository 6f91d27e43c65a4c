"""Forms with files, as a browser sends them."""

BOUNDARY = "----------the-end-of-a-part"


def multipart(fields: dict, files: list[tuple], name: str = "files"):
    """Return (body, headers) of a form with fields (several values as a list) and files (file name,
    bytes[, media type])."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{each}\r\n'.encode()
        for key, value in fields.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    for filename, data, *declared in files:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}";'
            f' filename="{filename}"\r\n'
            f"Content-Type: {declared[0] if declared else 'application/octet-stream'}\r\n\r\n"
        )
        parts.append(head.encode() + data + b"\r\n")
    parts.append(f"--{BOUNDARY}--\r\n".encode())
    return b"".join(parts), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def send(visitor, path: str, fields: dict, files, *, page: str, json: bool = True, name="files"):
    """Send a form with the authenticator of a page; returns the answer."""
    body, headers = multipart(
        {"_authenticator": visitor.authenticator(page), **fields}, files, name
    )
    if json:
        headers["Accept"] = "application/json"
    return visitor.ask("POST", path, body, headers)
