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
  const page = decodeURIComponent(location.pathname);
  const changed = new Set();

  const ask = async (name, fields) => {
    const options = { headers: { Accept: "application/json" }, cache: "no-store" };
    if (fields) {
      options.method = "POST";
      options.body = new URLSearchParams({ _authenticator: token, ...fields });
    }
    const answer = await fetch(`${box.dataset.site}/@@${name}`, options);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  // --- drafts ----------------------------------------------------------------------------------
  const kept = (field) =>
    field.name && !["_authenticator", "_referer"].includes(field.name) &&
    !["password", "file", "hidden", "submit", "button"].includes(field.type);

  const typed = () => {
    const found = [];
    for (const form of changed) {
      for (const field of form.elements) {
        if (!kept(field)) continue;
        if (["checkbox", "radio"].includes(field.type)) {
          found.push([field.name, field.value, field.checked]);
        } else if (field.multiple) {
          found.push([field.name, [...field.selectedOptions].map((o) => o.value)]);
        } else found.push([field.name, field.value]);
      }
    }
    return found;
  };

  const save = async () => {
    const fields = typed();
    if (fields.length) await ask("save-draft", { page, content: JSON.stringify(fields) });
  };

  const fill = (fields) => {
    for (const [name, value, checked] of fields) {
      for (const field of document.querySelectorAll(`main [name="${CSS.escape(name)}"]`)) {
        if (!kept(field)) continue;
        if (["checkbox", "radio"].includes(field.type)) {
          if (field.value === value) field.checked = checked;
        } else if (field.multiple) {
          for (const option of field.options) option.selected = value.includes(option.value);
        } else field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("main form[method=post]");
    if (form && event.isTrusted) changed.add(form);
  });

  if (box.dataset.draft) {
    notice.hidden = false;
    (document.querySelector("main") || document.body).prepend(notice);
    notice.addEventListener("click", async (event) => {
      const what = event.target.closest("button[data-do]");
      if (!what) return;
      const { content } = await ask("take-draft", { page });
      if (what.dataset.do === "restore" && content) fill(JSON.parse(content));
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
        await save().catch(() => {});
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
