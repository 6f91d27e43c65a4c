/* The form with which people report: works for its token while somebody writes, so that a program
   that sends many has to work as well. Without this script all goes the same way, only slower for
   networks from which many reports come. Nothing is read, kept or sent by it but one number. */
(() => {
  "use strict";

  const form = document.getElementById("report-form");
  if (!form) return;
  const proof = form.elements.namedItem("proof");
  const token = form.elements.namedItem("token").value;
  const bits = Number(form.dataset.bits);

  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every((p) => n % p)) primes.push(n);
  }
  const part = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  const K = primes.map((p) => part(Math.cbrt(p)));
  const H = primes.slice(0, 8).map((p) => part(Math.sqrt(p)));
  const words = new Int32Array(64);

  /* The first 32 bits of the SHA-256 (FIPS 180-4) of a text of letters, digits and signs of ASCII. */
  function head(text) {
    const blocks = ((text.length + 8) >> 6) + 1;
    const bytes = new Uint8Array(blocks * 64);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    bytes[text.length] = 0x80;
    new DataView(bytes.buffer).setUint32(bytes.length - 4, text.length * 8);
    const view = new DataView(bytes.buffer);
    const state = Int32Array.from(H);
    for (let block = 0; block < blocks; block += 1) {
      for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(block * 64 + i * 4);
      for (let i = 16; i < 64; i += 1) {
        const a = words[i - 15], b = words[i - 2];
        const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
        const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
        words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] = (state[i] + x) | 0; });
    }
    return state[0] >>> 0;
  }

  let tried = 0;
  function work() {
    const until = Date.now() + 12;
    while (Date.now() < until) {
      const text = tried.toString(36);
      if (head(`${token}:${text}`) >>> (32 - bits) === 0) {
        proof.value = text;
        return;
      }
      tried += 1;
    }
    setTimeout(work, 20);
  }
  setTimeout(work, 500);

  /* Who chose a file that is too large hears of it before it went over a slow line. */
  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file") return;
    const large = [...input.files].some((file) => file.size > Number(form.dataset.largest));
    input.setCustomValidity(large ? form.dataset.tooLarge : "");
    if (large) input.reportValidity();
  });

  /* A second click on the same page would send it twice; the server keeps one, this saves the wait. */
  const button = form.querySelector("button[name=send]");
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
    setTimeout(() => { button.disabled = true; }, 0);
  });
  /* "Back" may bring the page out of the memory of the browser, with all that was written and sent. */
  window.addEventListener("pageshow", (event) => {
    button.disabled = false;
    if (event.persisted && sent) window.location.replace(form.action);
  });
})();
