// Buttons that copy: data-copy="the text", data-copy-from="id" of the element that holds it, or data-copy-link="an address".
// The page hides them; only where this file runs are they shown. Each says 已复制 for a moment, and so does a live region.
"use strict";

{
  const SAID_FOR = 2500; // milliseconds
  const said = document.createElement("p");
  said.className = "sr";
  said.setAttribute("role", "status");

  const textOf = ({ dataset }) => {
    if (dataset.copy !== undefined) return dataset.copy;
    if (dataset.copyLink !== undefined) return new URL(dataset.copyLink, location.href).href;
    const source = document.getElementById(dataset.copyFrom);
    return source.value ?? source.textContent.trim();
  };

  // Without https a browser offers no clipboard: an old way is left, by a field that is selected and taken away.
  const writeOldWay = (text) => {
    const field = document.createElement("textarea");
    field.className = "sr";
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("The browser refused to copy.");
  };

  const write = async (text) => {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else writeOldWay(text);
  };

  // The label is the first text of the button; what follows it (for screen readers) stays.
  const say = (button, words) => {
    const label = button.firstChild;
    button.label ??= label.nodeValue;
    label.nodeValue = words;
    said.textContent = words;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      label.nodeValue = button.label;
      said.textContent = "";
    }, SAID_FOR);
  };

  const copy = async (button) => {
    try {
      await write(textOf(button));
      say(button, "已复制");
    } catch {
      say(button, "未能复制");
    } finally {
      button.focus();
    }
  };

  const buttons = document.querySelectorAll("button[data-copy], button[data-copy-from], button[data-copy-link]");
  if (buttons.length) document.body.append(said);
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
