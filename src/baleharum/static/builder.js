// baleharum: the exhibits of a litigation file, dragged by mouse or finger, moved by arrow keys.
// What is sent is what the plain forms of the page send; the answer is the page, of which the list is
// taken. Without this script the forms do the same.
(() => {
  "use strict";

  const BUILDER = "[data-bh-builder]";
  const EDGE = 90; // pixels from the upper and lower edge in which the page scrolls while one drags
  const STEP = 14; // pixels that it scrolls at once
  const FEW = 6; // pixels below which a press is no drag

  let builder = document.querySelector(BUILDER);
  const said = document.querySelector("[data-bh-said]");
  if (!builder || !said) return;

  let busy = false;
  let drag = null;

  const item = (number) => document.getElementById(`exhibit-${number}`);
  const numberOf = (element) => element.id.replace("exhibit-", "");
  const listOf = (section) => builder.querySelector(`[data-bh-section="${CSS.escape(section)}"] ol`);
  const sections = () => [...builder.querySelectorAll("[data-bh-section]")].map((each) => each.dataset.bhSection);
  const sectionOf = (element) => element.closest("[data-bh-section]").dataset.bhSection;

  const ready = () => {
    for (const grip of builder.querySelectorAll(".bh-grip")) grip.hidden = false;
  };

  // --- the answer --------------------------------------------------------------------------------
  const messages = (page) =>
    [...page.querySelectorAll("#global_statusmessage .statusmessage")].map((each) => {
      const text = each.cloneNode(true);
      for (const part of text.querySelectorAll("button, strong, svg, img")) part.remove();
      return { text: text.textContent.trim().replace(/\s+/g, " "), wrong: /error|danger/.test(each.className) };
    });

  const say = (found) => {
    said.textContent = found.map((each) => each.text).join(" ");
    said.classList.toggle("bh-said-wrong", found.some((each) => each.wrong));
  };

  // A picture that is there is not fetched again: each time would be one more row of the record.
  const keepPictures = (fresh) => {
    for (const place of fresh.querySelectorAll("[data-bh-picture]")) {
      const address = place.dataset.bhPicture;
      const known = address && builder.querySelector(`[data-bh-picture="${CSS.escape(address)}"] img`);
      if (known) place.replaceChildren(known);
    }
  };

  const focusOn = (number, wanted) => {
    const line = number && item(number);
    if (!line) return;
    const found = wanted && [...line.querySelectorAll(wanted)].find((each) => each.offsetParent);
    (found || line.querySelector(".bh-grip") || line).focus({ preventScroll: false });
  };

  // wanted: selector of what had the focus within the line of the exhibit.
  const send = async (address, fields, number, wanted) => {
    if (busy) return;
    busy = true;
    builder.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { method: "POST", body: fields, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(BUILDER);
      if (!fresh) {
        // Logged out, or asked for something else first: the person sees that.
        window.location.assign(answer.url.split("#")[0]);
        return;
      }
      const now = document.importNode(fresh, true);
      keepPictures(now);
      builder.replaceWith(now);
      builder = now;
      ready();
      say(messages(page));
      focusOn(number, wanted);
    } catch {
      window.location.reload();
    } finally {
      busy = false;
      builder.removeAttribute("aria-busy");
    }
  };

  // The address is asked of the attribute: each form has a field of the name "action".
  const put = (number, section, place) => {
    const form = item(number).querySelector(".bh-exhibit-put");
    const fields = new FormData(form);
    fields.set("section", section);
    fields.set("place", place);
    return send(form.getAttribute("action"), fields, number, ".bh-grip");
  };

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!builder.contains(form) || form.getAttribute("method") !== "post") return;
      event.preventDefault();
      const line = form.closest(".bh-exhibit");
      const button = event.submitter;
      const wanted = button?.value && line ? `button[value="${CSS.escape(button.value)}"]` : ".bh-grip";
      send(form.getAttribute("action"), new FormData(form, button), line && numberOf(line), wanted);
    },
    true,
  );

  // --- by the keyboard ---------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) stop(false);
    const grip = event.target.closest?.(".bh-grip");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!grip || !by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const line = grip.closest(".bh-exhibit");
    const all = sections();
    const here = sectionOf(line);
    const rows = [...listOf(here).children];
    const at = rows.indexOf(line) + by;
    const next = all[all.indexOf(here) + by];
    if (at >= 0 && at < rows.length) put(numberOf(line), here, at + 1);
    else if (next) put(numberOf(line), next, by < 0 ? "" : 1);
  });

  // --- by mouse and finger -----------------------------------------------------------------------
  const markAt = (x, y) => {
    const under = document.elementFromPoint(x, y);
    const section = under?.closest("[data-bh-section]");
    if (!section || !builder.contains(section)) return;
    const list = section.querySelector("ol");
    const rows = [...list.children].filter((each) => each !== drag.mark);
    const below = rows.find((each) => {
      const box = each.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    list.insertBefore(drag.mark, below || null);
  };

  const scroll = () => {
    if (!drag) return;
    const by = drag.y < EDGE ? -STEP : drag.y > window.innerHeight - EDGE ? STEP : 0;
    if (by && drag.moved) {
      window.scrollBy({ top: by, behavior: "instant" });
      markAt(drag.x, drag.y);
    }
    drag.frame = requestAnimationFrame(scroll);
  };

  const stop = (done) => {
    const { line, mark, moved, frame, grip, pointer } = drag;
    drag = null;
    cancelAnimationFrame(frame);
    if (grip.hasPointerCapture(pointer)) grip.releasePointerCapture(pointer);
    line.classList.remove("bh-dragged");
    if (!mark.isConnected) return;
    const section = sectionOf(mark);
    const others = [...mark.parentNode.children].filter((each) => each !== line);
    const place = others.indexOf(mark) + 1;
    const same = section === sectionOf(line) && place === [...line.parentNode.children].filter((each) => each !== mark).indexOf(line) + 1;
    mark.remove();
    if (done && moved && !same) put(numberOf(line), section, place);
  };

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.(".bh-grip");
    if (!grip || !builder.contains(grip) || event.button || busy || drag) return;
    const mark = document.createElement("li");
    mark.className = "bh-drop";
    mark.setAttribute("aria-hidden", "true");
    const line = grip.closest(".bh-exhibit");
    drag = { grip, line, mark, pointer: event.pointerId, x: event.clientX, y: event.clientY, from: event.clientY };
    grip.setPointerCapture(event.pointerId);
    drag.frame = requestAnimationFrame(scroll);
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    drag.x = event.clientX;
    drag.y = event.clientY;
    if (!drag.moved && Math.abs(drag.y - drag.from) < FEW) return;
    drag.moved = true;
    drag.line.classList.add("bh-dragged");
    markAt(drag.x, drag.y);
  });

  document.addEventListener("pointerup", (event) => {
    if (drag && event.pointerId === drag.pointer) stop(true);
  });
  document.addEventListener("pointercancel", (event) => {
    if (drag && event.pointerId === drag.pointer) stop(false);
  });

  ready();
})();

// The browser's own way to print, for who does not look for it in its menu.
document.querySelectorAll("[data-bh-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
