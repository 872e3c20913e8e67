// Not a module, so that it runs before the first paint: no flash of the other colours.
(() => {
  let theme = null;
  try { theme = localStorage.getItem("tollgate.theme"); } catch { /* Storage may be forbidden; then the system decides. */ }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
