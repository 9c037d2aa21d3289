
"use strict";
// Makes the sound playable from any word, time or place on the timeline. Without it the page still reads and
// plays: each recording then has the browser's own controls.
(() => {
  const LEAD_S = 0.05; // so that a word's first sound is not cut
  const SPEEDS = [1, 1.25, 1.5, 0.75];
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

  /** The sound as a blob: unlike a data address, every browser can seek in it. */
  function blobOf(address) {
    const [head, body] = address.split(",", 2);
    const raw = atob(body);
    const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
    return URL.createObjectURL(new Blob([bytes], { type: head.slice(5, head.indexOf(";")) }));
  }

  class Player {
    constructor(box) {
      this.key = box.dataset.player;
      this.audio = box.querySelector("audio");
      this.controls = box.querySelector(".controls");
      this.range = box.querySelector("input");
      this.button = box.querySelector(".play");
      this.speed = box.querySelector(".speed");
      this.at = box.querySelector(".at");
      this.what = this.audio.getAttribute("aria-label");
      this.parts = all(`[data-player="${this.key}"]`).filter((part) => !part.matches("button"));
      this.words = all(`.words[data-player="${this.key}"] [data-at]:not(button)`);
      this.times = this.words.map((word) => Number(word.dataset.at));
      const line = document.querySelector(`.timeline[data-player="${this.key}"]`);
      this.head = line && line.querySelector(".head");
      this.total = line && Number(line.dataset.total);
      this.audio.src = blobOf(this.audio.src);
      this.audio.controls = false;
      this.controls.hidden = false;
      this.listen();
      if (line) this.followClicks(line.querySelector("svg"));
    }

    listen() {
      this.button.addEventListener("click", () => (this.audio.paused ? this.play() : this.audio.pause()));
      this.range.addEventListener("input", () => this.seek(Number(this.range.value)));
      this.speed.addEventListener("click", () => this.faster());
      for (const name of ["play", "pause", "ended"]) this.audio.addEventListener(name, () => this.turned());
      for (const name of ["timeupdate", "seeked"]) this.audio.addEventListener(name, () => this.show());
    }

    followClicks(drawing) {
      drawing.addEventListener("click", (event) => {
        const place = drawing.getBoundingClientRect();
        this.playFrom(((event.clientX - place.left) / place.width) * this.total);
      });
    }

    play() {
      for (const other of players.values()) if (other !== this) other.audio.pause();
      const started = this.audio.play();
      if (started) started.catch(() => {}); // a quick second click breaks off the first
    }

    playFrom(second) {
      this.seek(Math.max(0, second));
      this.play();
    }

    seek(second) {
      this.audio.currentTime = Math.min(second, this.audio.duration || second);
      this.show();
    }

    faster() {
      const rate = SPEEDS[(SPEEDS.indexOf(this.audio.playbackRate) + 1) % SPEEDS.length];
      this.audio.playbackRate = rate;
      this.speed.textContent = `${rate}×`;
      this.speed.setAttribute("aria-label", `Speed: ${rate} times`);
    }

    turned() {
      const playing = !this.audio.paused && !this.audio.ended;
      this.button.setAttribute("aria-label", `${playing ? "Pause" : "Play"} ${this.what}`);
      for (const part of this.parts) {
        part.classList.toggle("playing", playing);
        part.classList.add("begun");
      }
      if (playing) this.follow();
    }

    follow() {
      this.show();
      if (!this.audio.paused) requestAnimationFrame(() => this.follow());
    }

    show() {
      const now = this.audio.currentTime;
      this.range.value = now;
      this.range.setAttribute("aria-valuetext", clock(now));
      this.at.textContent = clock(now);
      if (this.head) for (const end of ["x1", "x2"]) this.head.setAttribute(end, `${(100 * now) / this.total}%`);
      this.light(now + LEAD_S + 0.01);
    }

    light(second) {
      let at = -1;
      for (let low = 0, high = this.times.length - 1; low <= high; ) {
        const middle = (low + high) >> 1;
        if (this.times[middle] <= second) [at, low] = [middle, middle + 1];
        else high = middle - 1;
      }
      const word = this.audio.ended ? undefined : this.words[at];
      if (word === this.lit) return;
      if (this.lit) this.lit.classList.remove("now");
      if (word) word.classList.add("now");
      this.lit = word;
    }
  }

  /** One stop of the Tab key for a whole transcript: arrow keys walk its words, Enter plays. */
  class Walk {
    constructor(box) {
      this.words = all("[data-at]:not(button)", box);
      this.player = players.get(box.dataset.player);
      if (!this.player || !this.words.length) return;
      this.offer(0);
      box.addEventListener("click", (event) => this.clicked(event));
      box.addEventListener("keydown", (event) => this.pressed(event));
    }

    offer(at) {
      const before = this.words[this.here];
      if (before) for (const name of ["tabindex", "role"]) before.removeAttribute(name);
      this.here = at;
      this.words[at].setAttribute("tabindex", "0");
      this.words[at].setAttribute("role", "button");
    }

    clicked(event) {
      const at = this.words.indexOf(event.target.closest("[data-at]:not(button)"));
      if (at < 0 || String(getSelection())) return; // somebody marks text to copy it
      this.offer(at);
      this.hear(at);
    }

    hear(at) {
      this.player.playFrom(Number(this.words[at].dataset.at) - LEAD_S);
    }

    pressed(event) {
      if (event.target !== this.words[this.here] || event.altKey || event.ctrlKey || event.metaKey) return;
      const hears = event.key === "Enter" || event.key === " ";
      const to = hears ? this.here : this.target(event.key);
      if (to === undefined) return;
      event.preventDefault();
      if (hears) return void this.hear(to);
      this.offer(to);
      this.words[to].focus();
    }

    target(key) {
      const last = this.words.length - 1;
      const ways = {
        ArrowRight: Math.min(this.here + 1, last),
        ArrowLeft: Math.max(this.here - 1, 0),
        ArrowDown: this.line(1),
        ArrowUp: this.line(-1),
        Home: 0,
        End: last,
      };
      return ways[key];
    }

    /** The first word of the next line, or of the one before. */
    line(step) {
      const of = (at) => this.words[at].closest(".line");
      const lines = [...new Set(this.words.map((_, at) => of(at)))];
      const to = lines[Math.min(Math.max(lines.indexOf(of(this.here)) + step, 0), lines.length - 1)];
      return this.words.findIndex((_, at) => of(at) === to);
    }
  }

  /** Follows the system until somebody chooses; remembers the choice where the browser lets a file do so. */
  function theme() {
    const root = document.documentElement;
    const button = document.getElementById("theme");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const dark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
    const name = () => { button.textContent = dark() ? "Light" : "Dark"; };
    const kept = (value) => {
      try {
        if (value) localStorage.setItem("hotseat-theme", value);
        return localStorage.getItem("hotseat-theme");
      } catch {
        return null;
      }
    };
    const before = kept();
    if (before === "dark" || before === "light") root.dataset.theme = before;
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      kept(root.dataset.theme);
      name();
    });
    system.addEventListener("change", name);
    name();
  }

  const players = new Map(all(".player").map((box) => [box.dataset.player, new Player(box)]));
  all(".words[data-player]").forEach((box) => new Walk(box));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.t");
    const player = button && players.get(button.dataset.player);
    if (player) player.playFrom(Number(button.dataset.at) - LEAD_S);
  });
  document.getElementById("print").addEventListener("click", () => print());
  for (const part of all(".tools, .how")) part.hidden = false;
  theme();
})();
