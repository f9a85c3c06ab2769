// The editor saves by itself two seconds after the last key, by the same form that its buttons send.
// A text that is out with its co-issuers is saved only once the person has ticked that she means to change it.
// What could not be saved is tried again and kept on this machine meanwhile; it is offered when the clause is opened next.
"use strict";

{
  const PAUSE = 2000; // milliseconds after the last key
  const PAUSES = [5, 10, 20, 40, 60]; // seconds between tries when the server does not answer
  const form = document.getElementById("clause");
  const said = document.getElementById("said");
  const texts = [...form.querySelectorAll("textarea, input[type=text]")];
  const fields = texts.filter(({ name }) => form.elements[`base_${name}`]); // not what an act asks for beside the text
  const store = `draft:${form.dataset.person}:${form.getAttribute("action")}`;

  const typed = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const same = (one, other) => fields.every(({ name }) => one[name] === other[name]);
  const hidden = (name) => form.elements[name];
  const tick = form.elements.confirmed; // there while the text is out and unchanged

  let saved = Object.fromEntries(fields.map(({ name }) => [name, hidden(`base_${name}`).value])); // what the server has
  let unanswered = null; // what was sent and not answered: it is sent again as it was, before anything newer
  let tries = 0;
  let timer = 0;
  let isSending = false;
  let isStopped = false; // a person has to choose first
  let isLeaving = false;

  const say = (words, state) => {
    said.className = `state state--${state}`;
    said.textContent = words;
  };
  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(save, milliseconds);
  };

  // --- on this machine ----------------------------------------------------------------------------------------------

  const keep = () => {
    const base = Object.fromEntries(fields.map(({ name }) => [name, hidden(`base_${name}`)?.value ?? ""]));
    const kept = { typed: typed(), base, version: hidden("version")?.value, at: Date.now() };
    try { localStorage.setItem(store, JSON.stringify(kept)); } catch { /* no room, or not allowed: the page still holds it */ }
  };
  const forget = () => {
    try { localStorage.removeItem(store); } catch { /* as above */ }
  };
  const recall = () => {
    try { return JSON.parse(localStorage.getItem(store)); } catch { return null; }
  };

  const button = (words, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn", textContent: words });
    made.addEventListener("click", act);
    return made;
  };

  const offer = (kept) => {
    const box = document.createElement("div");
    const words = document.createElement("p");
    const acts = document.createElement("p");
    box.className = "alert";
    box.setAttribute("role", "status");
    acts.className = "acts";
    words.textContent = `这台电脑上留有您${new Date(kept.at).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" })}没有保存的文字。`;
    acts.append(
      button("取回", () => { takeBack(kept); box.remove(); }),
      button("不要", () => { forget(); box.remove(); fields[0].focus(); }),
    );
    box.append(words, acts);
    form.before(box);
  };

  // The version that it was written on comes back with it: whoever saved since is not overwritten.
  const takeBack = ({ typed: words, base, version }) => {
    for (const field of fields) {
      field.value = words[field.name] ?? field.value;
      if (hidden(`base_${field.name}`)) hidden(`base_${field.name}`).value = base[field.name] ?? "";
    }
    if (version && hidden("version")) hidden("version").value = version;
    changed();
    fields.at(-1).focus();
  };

  // --- saving -------------------------------------------------------------------------------------------------------

  async function save() {
    clearTimeout(timer);
    if (isSending || isStopped || isLeaving) return;
    if (!unanswered && same(typed(), saved)) return;
    if (tick && !tick.checked) {
      keep();
      say(`没有自动保存：请先勾选“${tick.labels[0].textContent}”`, "late");
      return;
    }
    unanswered ??= { body: new FormData(form), typed: typed() };
    isSending = true;
    say("正在保存", "doing");
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST", body: unanswered.body, headers: { Accept: "application/json" }, redirect: "manual",
      });
      if (answer.status >= 500) throw new Error(answer.status);
      await settle(answer);
    } catch {
      keep();
      say("未能保存，文字留在本机，正在重试", "late");
      later(PAUSES[Math.min(tries++, PAUSES.length - 1)] * 1000);
    }
    isSending = false;
    form.dispatchEvent(new Event("answered"));
  }

  async function settle(answer) {
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    const found = isOurs ? await answer.json() : {};
    const sent = unanswered.typed;
    unanswered = null;
    tries = 0;
    if (answer.ok && isOurs) return accept(found, sent);
    keep();
    isStopped = !isOurs || Boolean(found.overtaken) || answer.status === 409;
    if (found.overtaken) say(`${found.said}请点“保存本条”，看过再定。`, "late");
    else if (isOurs) say(found.said, "late");
    else say("没有保存：登录已失效或没有权限。文字留在本机，请在另一窗口登录后重新打开本页。", "late");
  }

  function accept(found, sent) {
    saved = sent;
    if (found.version !== undefined) hidden("version").value = found.version;
    for (const [name, words] of Object.entries(found.base)) hidden(`base_${name}`).value = words;
    if (same(typed(), saved)) {
      forget();
      say(`已自动保存 ${found.saved}`, "done");
    } else later(PAUSE);
  }

  // --- what the person does -----------------------------------------------------------------------------------------

  const count = document.getElementById("count");
  function changed() {
    if (count) count.textContent = [...form.elements.text.value].length;
    if (isStopped) return keep();
    say("尚未保存", "none");
    if (!unanswered) later(PAUSE);
  }

  form.addEventListener("input", (event) => fields.includes(event.target) && changed());
  tick?.addEventListener("change", () => tick.checked && save());

  // A form that is sent while an answer is on its way would be overtaken by ourselves: it waits for the answer.
  form.addEventListener("submit", (event) => {
    if (isSending) {
      event.preventDefault();
      const { submitter } = event;
      form.addEventListener("answered", () => form.requestSubmit(submitter), { once: true });
      return;
    }
    clearTimeout(timer);
    isLeaving = true;
    forget();
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== form && !same(typed(), saved)) keep();
    isLeaving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && !same(typed(), saved)) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (!isLeaving && !same(typed(), saved)) keep();
  });
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("online", () => unanswered && save());
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
    event.preventDefault();
    save();
  });

  // --- the page -----------------------------------------------------------------------------------------------------

  if (!tick) document.getElementById("auto")?.removeAttribute("hidden");
  const split = document.getElementById("split");
  split?.after(button("在光标处拆分", () => {
    const { text } = form.elements;
    text.setRangeText("\n", text.selectionStart, text.selectionEnd, "end");
    form.requestSubmit(split);
  }));
  const index = document.getElementById("index"); // beside the text it scrolls by itself: the piece in hand is in sight
  const here = index.querySelector("[aria-current]");
  if (here) index.scrollTop = here.offsetTop - index.clientHeight / 3;
  // After an act: to what takes it back where the piece is gone, else to the piece itself.
  const resume = () => {
    if (location.hash === "#removed") document.querySelector("#removed .btn")?.focus();
    else if (location.hash === "#clause") fields.at(-1).focus();
  };
  addEventListener("load", () => setTimeout(resume)); // after the browser has gone to where the address points

  const kept = recall();
  if (kept && same(kept.typed, saved)) forget();
  else if (kept) offer(kept);
}
