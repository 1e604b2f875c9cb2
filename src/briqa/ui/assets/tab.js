// A tab that is opened becomes part of the page's address. What gradio opens at the start doesn't:
// the address is still to be followed then.
() => {
  if (!("arrived" in document.documentElement.dataset)) return;
  const address = new URL(window.location);
  address.searchParams.set("tab", "TAB");
  window.history.replaceState(window.history.state, "", address);
}
