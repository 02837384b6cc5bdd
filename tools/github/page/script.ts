/**
 * Fetches the page once a second and swaps what has changed: unlike a reload, that keeps the scroll position, and a
 * marked text while nothing changes. Without it, the page asks the browser to reload it.
 */
export const SCRIPT = `
"use strict";
const trouble = document.getElementById("trouble");
async function refresh() {
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
    const shown = document.querySelector("main");
    if (fresh !== null && fresh.outerHTML !== shown.outerHTML) shown.replaceWith(fresh);
    trouble.hidden = true;
  } catch {
    trouble.hidden = false;
  }
  setTimeout(refresh, 1000);
}
setTimeout(refresh, 1000);
`;
