// The table of contents follows the reading: the entry of the clause at the top of the window is marked.
"use strict";
const contents = document.querySelector(".toc");
const entries = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
const places = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const READ_FROM = 120; // pixels below the top of the window
let here = null;

function mark() {
  const passed = places.filter((place) => place.getBoundingClientRect().top <= READ_FROM);
  const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const last = isAtEnd ? places.at(-1) : passed.at(-1); // the last part may be too short to reach the top
  const next = last ? entries.get(last.id) : null;
  if (next === here) return;
  here?.removeAttribute("aria-current");
  here = next;
  here?.setAttribute("aria-current", "true");
  if (here && contents.scrollHeight > contents.clientHeight) keepInView(here);
}

function keepInView(link) {
  const box = link.getBoundingClientRect();
  const frame = contents.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) contents.scrollTop += box.top - frame.top - frame.height / 3;
}

let isWaiting = false;
addEventListener("scroll", () => {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => { isWaiting = false; mark(); });
}, { passive: true });
mark();
