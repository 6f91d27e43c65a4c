// baleharum: warns before a session ends, keeps what is typed, and leaves the page when it is over.
// Nothing is kept in the browser: the PC may be shared.
(() => {
  "use strict";

  const box = document.getElementById("bh-session");
  if (!box) return;
  const dialog = document.getElementById("bh-session-warning");
  const notice = document.getElementById("bh-draft");
  const warning = Number(box.dataset.warning);
  const token = box.querySelector("[name=_authenticator]").value;
  const page = box.dataset.page;
  const changed = new Set();

  const ask = async (name, fields, more) => {
    const options = { headers: { Accept: "application/json" }, cache: "no-store", ...more };
    if (fields) {
      options.method = "POST";
      options.body = new URLSearchParams({ _authenticator: token, ...fields });
    }
    const answer = await fetch(`${box.dataset.site}/@@${name}`, options);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  // --- drafts ----------------------------------------------------------------------------------
  // Kept by the server some seconds after the typing stops, forgotten when the form was taken.
  const PAUSE = 2000; // milliseconds without typing
  const LONGEST = 10000; // milliseconds of typing without a pause
  const AGAIN = 15000; // milliseconds, after which it is tried again
  const BEACON = 30000; // characters that a browser still sends while a page goes
  const SENT = "bh-draft-page";
  const NEVER = /passw|sandi|otp|secret|token|_authenticator|_referer|^(code|proof)$/i;
  const TYPES = ["password", "file", "hidden", "submit", "button", "reset", "image", "fieldset", "output"];
  const SECRET = /one-time-code|password/;
  const lost = document.getElementById("bh-draft-lost");
  const long = document.getElementById("bh-draft-long");
  let timer = 0;
  let since = 0;
  let unsaved = false;
  let sending = null;
  let older = null; // a draft that waits undecided while something new is typed

  const kept = (field) =>
    field.name && !NEVER.test(field.name) && !TYPES.includes(field.type) && !SECRET.test(field.autocomplete);

  const forms = () => [...document.querySelectorAll("main form[method=post]")];

  // Several forms of a page may have fields of the same names: what tells a form is hidden in it.
  const key = (form) =>
    form.getAttribute("id") ||
    [...form.elements]
      .filter((field) => ["action", "number", "key", "name", "id", "uid"].includes(field.name) && field.type === "hidden")
      .map((field) => `${field.name}=${field.value}`)
      .join("&");

  const typed = () => {
    const found = [];
    for (const form of changed) {
      const whose = key(form);
      for (const field of form.elements) {
        if (!kept(field)) continue;
        if (["checkbox", "radio"].includes(field.type)) {
          found.push([field.name, field.value, field.checked, whose]);
        } else if (field.multiple) {
          found.push([field.name, [...field.selectedOptions].map((o) => o.value), null, whose]);
        } else found.push([field.name, field.value, null, whose]);
      }
    }
    return found;
  };

  const place = (told) => (document.querySelector("main") || document.body).prepend(told);

  const save = async (leaving) => {
    clearTimeout(timer);
    timer = 0;
    const fields = typed();
    if (!fields.length) return;
    const content = JSON.stringify(fields);
    const keepalive = Boolean(leaving) && content.length < BEACON;
    sending?.abort();
    const mine = (sending = new AbortController());
    unsaved = false;
    try {
      const answer = await ask("save-draft", { page, content }, { signal: mine.signal, keepalive });
      lost.hidden = true;
      long.hidden = answer.kept;
      if (!answer.kept) place(long);
    } catch (error) {
      if (error.name === "AbortError") return;
      unsaved = true;
      if (leaving) return;
      place(lost);
      lost.hidden = false;
      timer ||= setTimeout(save, AGAIN);
    } finally {
      if (sending === mine) sending = null;
    }
  };

  const stop = () => {
    clearTimeout(timer);
    timer = 0;
    unsaved = false;
    sending?.abort();
  };

  const soon = () => {
    if (!unsaved) since = Date.now();
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  };

  const put = (field, value, checked) => {
    if (["checkbox", "radio"].includes(field.type)) {
      if (field.value === value) field.checked = checked;
    } else if (field.multiple) {
      for (const option of field.options) option.selected = value.includes(option.value);
    } else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const fill = (fields) => {
    const rest = [];
    for (const [name, value, checked, whose] of fields) {
      const having = forms().filter((form) => [...form.elements].some((f) => f.name === name && kept(f)));
      const named = having.filter((form) => key(form) === whose);
      const [form, another] = named.length ? named : having;
      if (!form || another) {
        if (typeof value === "string" && value.trim() && typeof checked !== "boolean") rest.push(value);
        continue;
      }
      for (const field of form.elements) if (field.name === name && kept(field)) put(field, value, checked);
      changed.add(form);
    }
    if (!rest.length) return;
    const box = document.getElementById("bh-draft-rest");
    box.querySelector("pre").textContent = rest.join("\n\n");
    place(box);
    box.hidden = false;
  };

  const fetched = async () => (await ask("take-draft", { page, keep: "1" })).content;

  document.addEventListener("input", async (event) => {
    const form = event.target.closest("main form[method=post]");
    if (!form || !event.isTrusted || !kept(event.target)) return;
    // Files and their kinds go on their way one by one, and so do places in a list: there is nothing
    // to be typed.
    if (form.matches(".bh-upload-live, [data-bh-builder] form")) return;
    changed.add(form);
    if (!notice.hidden && older === null) {
      older = "";
      older = await fetched().catch(() => "");
    }
    soon();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !changed.has(form)) return;
    // Leaving a form is not sending it: what was typed goes on waiting.
    if (event.submitter?.name?.endsWith("buttons.cancel")) {
      if (unsaved) save(true);
      return;
    }
    if (changed.size > 1) {
      changed.delete(form);
      save(true);
      return;
    }
    stop();
    if (form.elements[SENT]) return;
    const sent = document.createElement("input");
    sent.type = "hidden";
    sent.name = SENT;
    sent.value = page;
    form.append(sent);
  });

  addEventListener("pagehide", () => unsaved && save(true));
  document.addEventListener("visibilitychange", () => document.hidden && unsaved && save(true));

  if (box.dataset.draft) {
    notice.hidden = false;
    place(notice);
    notice.addEventListener("click", async (event) => {
      const what = event.target.closest("button[data-do]");
      if (!what) return;
      if (what.dataset.do === "restore") {
        const content = older || (await fetched());
        if (content) fill(JSON.parse(content));
        if (older) soon();
      } else if (!older) await ask("take-draft", { page });
      notice.hidden = true;
    });
  }

  // --- the end ---------------------------------------------------------------------------------
  const over = () => {
    // Not merely a dialog: what the page shows must not stay on the screen.
    location.replace(`${box.dataset.site}/login?came_from=${encodeURIComponent(location.href)}`);
  };

  const look = async () => {
    let left;
    try {
      ({ left } = await ask("session-left"));
    } catch {
      left = 0;
    }
    if (left <= 0) over();
    else if (left > warning) later(left);
    else {
      if (!dialog.open) {
        if (unsaved) await save();
        dialog.showModal();
      }
      setTimeout(look, Math.min(left, 10) * 1000);
    }
  };

  const later = (left) => {
    if (dialog.open) dialog.close();
    setTimeout(look, Math.max(1, left - warning) * 1000);
  };

  document.getElementById("bh-session-stay").addEventListener("click", async () => {
    try {
      await ask("session-stay", {});
      dialog.close();
    } catch {
      over();
    }
  });
  // A PC that slept, or a page that the back button brought from memory.
  addEventListener("pageshow", (event) => event.persisted && look());
  document.addEventListener("visibilitychange", () => document.hidden || look());

  later(Number(box.dataset.left));
})();
