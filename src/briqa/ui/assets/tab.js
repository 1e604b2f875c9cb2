// The opened tab becomes part of the page's address.
() => {
  const address = new URL(window.location);
  address.searchParams.set("tab", "TAB");
  window.history.replaceState(window.history.state, "", address);
}
