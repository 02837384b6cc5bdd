/**
 * Fetches the page once a second and replaces what has changed. Unlike a reload, that keeps the scroll position, and selected
 * text while nothing changes. Without this script, the page asks the browser to reload it. Text in the form changes the
 * page's address at once, and an answer for an older address is dropped.
 */
export const SCRIPT = `
"use strict";
const trouble = document.getElementById("trouble");
const form = document.querySelector("form");
let timer;
async function refresh() {
  const asked = location.href;
  try {
    const response = await fetch(asked, { headers: { accept: "text/html" }, cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
    const shown = document.querySelector("main");
    if (asked !== location.href) return;
    if (fresh !== null && fresh.outerHTML !== shown.outerHTML) shown.replaceWith(fresh);
    trouble.hidden = true;
  } catch {
    trouble.hidden = false;
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, 1000);
}
form.querySelector("button").hidden = true;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  history.replaceState(null, "", query.size === 0 ? "/" : "/?" + query);
  refresh();
});
timer = setTimeout(refresh, 1000);
`;
