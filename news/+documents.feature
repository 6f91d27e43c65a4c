Uploads are recognised by their content and kept only if they are what their name says (PDF, JPG,
PNG, DOCX, XLSX, ODT, TXT, MP3, M4A, MP4). Their text and the pictures of their pages are made in a
child process with limits of memory, time and output, so that a hostile or broken file harms nothing.
