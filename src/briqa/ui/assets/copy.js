// A click on anything with `data-copy` puts that text on the clipboard, one on `data-copy-address`
// the page's address, and says so.
const SAID_MS = 1600;

// Browsers give a page the clipboard only over https or on this machine; elsewhere a selection works.
const copyBySelection = (text) => {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
};

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
};

element.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-address]");
  if (!button) return;
  const copied = await copy(button.dataset.copy ?? window.location.href);
  button.focus();
  const said = copied ? "Copied" : "Not copied";
  const status = element.querySelector(".copy-status");
  if (status) status.textContent = `${said}.`;
  button.dataset.label ??= button.textContent;
  button.textContent = said;
  setTimeout(() => {
    button.textContent = button.dataset.label;
    if (status) status.textContent = "";
  }, SAID_MS);
});
