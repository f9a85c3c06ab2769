// Long work on a page: data-job="the address of its own page". Looks again every few seconds and puts in what changed,
// until it is finished. Without this file the page has links that do the same by hand (data-job-by-hand).
"use strict";

{
  const PAUSE = 3000, LONGEST = 30000; // milliseconds

  const latest = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(`[data-job="${CSS.escape(address)}"], [data-job]`);
  };

  // The box stays, so that what is new in it is read out; what is not new is left as it is.
  const watch = async (box) => {
    let pause = PAUSE;
    while (!("jobFinished" in box.dataset)) {
      await new Promise((wake) => setTimeout(wake, pause));
      if (document.hidden) continue;
      try {
        const now = await latest(box.dataset.job);
        if (box.innerHTML !== now.innerHTML) box.innerHTML = now.innerHTML;
        if ("jobFinished" in now.dataset) box.dataset.jobFinished = "";
        pause = PAUSE;
      } catch {
        pause = Math.min(2 * pause, LONGEST);
      }
    }
    if (location.pathname === box.dataset.job) location.replace(box.dataset.job); // what may be done now has changed, too
  };

  if (!new URLSearchParams(location.search).has("auto")) {
    for (const each of document.querySelectorAll("[data-job-by-hand]")) each.hidden = true;
  }
  for (const box of document.querySelectorAll("[data-job]")) watch(box);
}
