// baleharum: a box is drawn on the picture of a page; its form says the same in numbers, and is what
// is sent. Every page works without this script.
(() => {
  "use strict";

  const EDGES = ["left", "top", "width", "height"];
  const STEP = 1; // percents that a key moves or sizes the box
  const SMALLEST = 0.5;

  class Stage {
    constructor(element, form) {
      this.element = element;
      this.form = form;
      this.svg = element.querySelector("svg");
      this.rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      this.rect.setAttribute("class", "bh-redact-drawn");
      this.svg.append(this.rect);
      this.begin = null;
      for (const part of form.querySelectorAll("[data-script]")) part.hidden = false;
      this.touch = form.querySelector("[data-script=touch]");
      this.touch.hidden = !window.matchMedia("(any-pointer: coarse)").matches;
      this.touch.addEventListener("click", () => this.drawing(!this.isDrawing));
      this.drawing(false);
      this.listen();
    }

    listen() {
      const stage = this.element;
      stage.tabIndex = 0;
      stage.setAttribute("role", "application");
      stage.setAttribute("aria-label", stage.dataset.label);
      stage.setAttribute("aria-describedby", "draw-help");
      stage.addEventListener("focus", () => this.show());
      stage.addEventListener("pointerdown", (event) => this.press(event));
      stage.addEventListener("pointermove", (event) => this.drag(event));
      stage.addEventListener("pointerup", (event) => this.drag(event, true));
      stage.addEventListener("pointercancel", () => { this.begin = null; });
      stage.addEventListener("dragstart", (event) => event.preventDefault());
      stage.addEventListener("keydown", (event) => this.key(event));
      for (const edge of EDGES) this.field(edge).addEventListener("input", () => this.show());
    }

    field(edge) {
      return this.form.elements[edge];
    }

    // With a finger the page is scrolled, until somebody says that they draw.
    drawing(on) {
      this.isDrawing = on;
      this.touch.setAttribute("aria-pressed", String(on));
      this.element.classList.toggle("bh-redact-touch", on);
    }

    get box() {
      const found = EDGES.map((edge) => Number(this.field(edge).value.replace(",", ".")));
      return found.every(Number.isFinite) ? found : [10, 10, 30, 4];
    }

    set box([left, top, width, height]) {
      const inside = (value, least, most) => Math.min(Math.max(value, least), most);
      const wide = inside(width, SMALLEST, 100);
      const high = inside(height, SMALLEST, 100);
      const values = [inside(left, 0, 100 - wide), inside(top, 0, 100 - high), wide, high];
      EDGES.forEach((edge, at) => { this.field(edge).value = String(Math.round(values[at] * 100) / 100); });
      this.show();
    }

    show() {
      const [left, top, width, height] = this.box;
      const sides = { x: left, y: top, width: Math.max(width, 0), height: Math.max(height, 0) };
      for (const [name, value] of Object.entries(sides)) this.rect.setAttribute(name, String(value));
    }

    place(event) {
      const room = this.svg.getBoundingClientRect();
      const part = (value, from, size) => Math.min(Math.max((100 * (value - from)) / size, 0), 100);
      return [part(event.clientX, room.left, room.width), part(event.clientY, room.top, room.height)];
    }

    press(event) {
      if (event.button !== 0 || (event.pointerType === "touch" && !this.isDrawing)) return;
      this.begin = this.place(event);
      this.element.setPointerCapture(event.pointerId);
      this.element.focus({ preventScroll: true });
      event.preventDefault();
    }

    drag(event, ends) {
      if (!this.begin) return;
      const [left, top] = this.begin;
      const [right, bottom] = this.place(event);
      const sides = [Math.abs(right - left), Math.abs(bottom - top)];
      // A click is no box.
      if (Math.max(...sides) >= SMALLEST) {
        this.box = [Math.min(left, right), Math.min(top, bottom), ...sides];
      }
      if (ends) this.begin = null;
    }

    key(event) {
      if (event.key === "Enter") {
        this.form.elements.reason.focus();
        event.preventDefault();
        return;
      }
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      const way = ways[event.key];
      if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const [left, top, width, height] = this.box;
      const [across, down] = way.map((each) => each * STEP);
      this.box = event.shiftKey
        ? [left, top, width + across, height + down]
        : [left + across, top + down, width, height];
    }
  }

  const begin = () => {
    for (const element of document.querySelectorAll("[data-redact]")) {
      const form = document.getElementById(element.dataset.redact);
      if (form) new Stage(element, form);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
