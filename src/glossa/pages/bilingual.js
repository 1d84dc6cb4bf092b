"use strict";
const root = document.documentElement;
document.querySelectorAll(".bar input").forEach((one) => {
  const set = () => { if (one.checked) { root.dataset[one.name] = one.value; } };
  one.addEventListener("change", set);
  set();
});
addEventListener("beforeprint", () =>
  document.querySelectorAll("details").forEach((one) => { one.open = true; }));
