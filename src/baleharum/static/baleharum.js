// baleharum: small enhancements; every page works without them.

// --- files: the drop zone of a case's documents ----------------------------------------------
// Without this script the form is a plain one: many files, one kind for all, messages afterwards.
(() => {
  "use strict";

  const AGAIN = 3; // times that a file is sent anew by itself

  // The text for an answer that says nothing of the file; who is logged out gets the page for it.
  function reason(status) {
    if (!status) return "Broken";
    if (status === 413) return "Large";
    return status < 405 ? "Refused" : "Failed";
  }

  class Row {
    constructor(zone, file) {
      this.zone = zone;
      this.file = file;
      this.state = "ready";
      this.element = zone.form.querySelector("template").content.firstElementChild.cloneNode(true);
      this.part(".bh-upload-name").textContent = file.name;
      this.element.addEventListener("click", (event) => {
        const button = event.target.closest("button[data-do]");
        if (button) this.act(button.dataset.do);
      });
      this.again = true; // whether sending it anew may help
      if (file.size > Number(zone.form.dataset.limit)) {
        this.again = false;
        this.show("refused", zone.text("Large"));
      }
    }

    part(selector) {
      return this.element.querySelector(selector);
    }

    guess(kind) {
      this.part("[name=row-kind]").value = kind;
    }

    act(what) {
      if (what === "remove") this.zone.remove(this);
      else this.zone.send([this], what === "retry" ? "" : what);
    }

    // state: ready, waiting, sending, filed, twin, refused, broken
    show(state, message, url, number) {
      this.state = state;
      this.element.dataset.state = state;
      const told = this.part(".bh-upload-message");
      told.textContent = message || "";
      if (url) {
        const link = document.createElement("a");
        link.href = url;
        link.textContent = `${this.zone.text("Open")} ${number}`;
        told.append(" ", link);
      }
      const busy = state === "sending" || state === "waiting";
      const closed = busy || state === "filed";
      for (const select of this.element.querySelectorAll("select")) select.disabled = closed;
      const offered = {
        retry: (state === "refused" && this.again) || state === "broken",
        version: state === "twin",
        both: state === "twin",
        remove: !closed,
      };
      for (const button of this.element.querySelectorAll("button[data-do]")) {
        button.hidden = !offered[button.dataset.do];
      }
    }

    sendable() {
      return ["ready", "broken"].includes(this.state) || (this.state === "refused" && this.again);
    }

    // What is kept as no kind is not asked for one: the server says what is wrong with it.
    hopeless() {
      const endings = this.zone.chooser.accept.split(",");
      return !this.file.size || !endings.some((end) => this.file.name.toLowerCase().endsWith(end));
    }

    send(keep) {
      if (!this.part("[name=row-kind]").value && !this.hopeless()) {
        this.show("refused", this.zone.text("Kind"));
        this.part("[name=row-kind]").focus();
        return Promise.resolve();
      }
      const data = new FormData();
      data.append("_authenticator", this.zone.form.elements["_authenticator"].value);
      data.append("kind", this.part("[name=row-kind]").value);
      data.append("level", this.part("[name=row-level]").value);
      data.append("keep", keep);
      data.append("files", this.file);
      return this.post(data, AGAIN);
    }

    // What the server can't do at this moment (503: others changed the same things, nothing was
    // filed) is sent again a few times. A file that was filed all the same is known by its bytes.
    post(data, left, told) {
      this.show("sending", told);
      return new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open("POST", this.zone.form.action);
        request.setRequestHeader("Accept", "application/json");
        request.upload.addEventListener("progress", (event) => {
          if (event.lengthComputable) this.part("progress").value = (100 * event.loaded) / event.total;
        });
        request.addEventListener("loadend", () => {
          if (request.status !== 503 || !left) {
            this.answered(request);
            resolve();
            return;
          }
          this.show("sending", this.zone.text("Busy"));
          const seconds = Math.min(Number(request.getResponseHeader("Retry-After")) || 5, 30);
          const again = () => resolve(this.post(data, left - 1, this.zone.text("Busy")));
          setTimeout(again, 1000 * seconds);
        });
        request.send(data);
      });
    }

    answered(request) {
      let result;
      try {
        result = JSON.parse(request.responseText).results[0];
      } catch {
        this.part("progress").value = 0;
        this.show("broken", this.zone.text(reason(request.status)));
        return;
      }
      this.again = result.again;
      this.part("progress").value = result.status === "filed" ? 100 : 0;
      this.show(result.status, result.message, result.url, result.number);
    }
  }

  class Zone {
    constructor(form) {
      this.form = form;
      this.rows = [];
      this.list = form.querySelector(".bh-upload-rows");
      this.chooser = form.querySelector("input[type=file]");
      form.classList.add("bh-upload-live");
      this.chooser.required = false;
      this.chooser.addEventListener("change", () => {
        this.add([...this.chooser.files]);
        this.chooser.value = "";
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.send(this.rows.filter((row) => row.sendable()), "");
      });
      for (const name of ["dragenter", "dragover"]) {
        form.addEventListener(name, (event) => {
          event.preventDefault();
          form.classList.add("bh-upload-over");
        });
      }
      for (const name of ["dragleave", "drop"]) {
        form.addEventListener(name, () => form.classList.remove("bh-upload-over"));
      }
      form.addEventListener("drop", (event) => {
        event.preventDefault();
        this.add([...event.dataTransfer.files]);
      });
      window.addEventListener("beforeunload", (event) => {
        if (this.rows.some((row) => ["ready", "waiting", "sending"].includes(row.state))) event.preventDefault();
      });
      this.update();
    }

    text(name) {
      return this.form.dataset[`text${name}`];
    }

    add(files) {
      if (!files.length) return;
      const rows = files.map((file) => new Row(this, file));
      for (const row of rows) this.list.append(row.element);
      this.rows.push(...rows);
      this.update();
      this.guess(rows);
    }

    async guess(rows) {
      const names = new FormData();
      for (const row of rows) names.append("names", row.file.name);
      try {
        const answer = await fetch(this.form.dataset.guess, { method: "POST", body: names });
        (await answer.json()).forEach((guessed, place) => rows[place].guess(guessed.kind));
      } catch {
        // Then the kinds are chosen by hand.
      }
    }

    remove(row) {
      this.rows = this.rows.filter((other) => other !== row);
      row.element.remove();
      this.update();
      this.chooser.focus();
    }

    // One after the other: each takes the next number of the case.
    async send(rows, keep) {
      for (const row of rows) row.show("waiting");
      for (const row of rows) {
        await row.send(keep);
        this.update();
      }
    }

    update() {
      const filed = this.rows.filter((row) => row.state === "filed").length;
      this.list.hidden = !this.rows.length;
      this.form.elements.send.hidden = this.rows.length === filed;
      const sum = this.form.querySelector(".bh-upload-sum");
      sum.hidden = !filed;
      sum.querySelector("span").textContent = this.text("Done").replace("{count}", filed);
    }
  }

  document.querySelectorAll("form.bh-upload").forEach((form) => new Zone(form));
})();

// --- frame: the token that Plone puts into every form stays out of addresses -------------------
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("method")?.toLowerCase() === "post") return;
  for (const field of form.querySelectorAll("[name=_authenticator]")) field.disabled = true;
});

// --- frame: on a narrow screen the tab of the page is scrolled into view -----------------------
document.querySelectorAll(".bh-tabs [aria-current]").forEach((tab) => {
  const strip = tab.closest("ul");
  strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
});

// --- frame: a form that is on its way is not sent a second time by an impatient click -----------
(() => {
  "use strict";
  const PATIENCE = 10000; // milliseconds, after which a form whose answer is lost may be sent again
  const sent = new WeakMap();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // What a script sends, or a check has stopped, is not on its way from here.
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (event.timeStamp - (sent.get(form) ?? -PATIENCE) < PATIENCE) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
  // Who comes back to the page by the browser's button may send the form anew.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });
})();

// --- frame: Plone's choice between keeping and replacing a file is a script in an attribute, which
// --- the content policy does not run; it only switches the field for the file on and off ----------
document.addEventListener("click", (event) => {
  const script = event.target.getAttribute?.("onclick") ?? "";
  const said = /^document\.getElementById\('([\w.-]+-input)'\)\.disabled=(true|false);?$/.exec(script);
  const field = said && document.getElementById(said[1]);
  if (field) field.disabled = said[2] === "true";
});

// --- programmes: how far the worker is with a list; when it is done the page is shown anew ---------
for (const box of document.querySelectorAll("[data-bh-progress]")) {
  const PAUSE = 2000; // milliseconds between two looks
  const bar = box.querySelector("progress");
  const look = async () => {
    try {
      const options = { headers: { Accept: "application/json" }, cache: "no-store" };
      const answer = await fetch(box.dataset.bhProgress, options);
      const found = answer.ok ? await answer.json() : null;
      if (found && !["waiting", "running"].includes(found.state)) {
        location.reload();
        return;
      }
      if (found) bar.value = found.progress;
    } catch {
      // The network is away: the next look may find it.
    }
    setTimeout(look, PAUSE);
  };
  if (bar) setTimeout(look, PAUSE);
}
