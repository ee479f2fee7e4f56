"use strict";
(function () {
  var form = document.querySelector("form.filters"), count = document.querySelector("[data-count]");
  var items = Array.prototype.slice.call(document.querySelectorAll("[data-item]"));
  function fits(item, control) {
    var value = control.value, own = item.getAttribute("data-" + control.name) || "";
    if (!value) return true;
    if (control.type === "search") return own.indexOf(value.toLowerCase()) >= 0;
    return value === "*" ? own !== "" : value === "-" ? own === "" : own === value;
  }
  function filter() {
    var controls = Array.prototype.slice.call(form.querySelectorAll("select, input[type=search]")), shown = 0;
    items.forEach(function (item) {
      var fit = controls.every(function (control) { return fits(item, control); });
      item.hidden = !fit;
      shown += fit;
      var marks = document.querySelectorAll('a.q[data-q="' + item.getAttribute("data-item") + '"]');
      Array.prototype.forEach.call(marks, function (mark) { mark.classList.toggle("off", !fit); });
    });
    count.textContent = count.getAttribute("data-count").replace("#", shown);
  }
  if (form && count) {
    form.addEventListener("input", filter);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    filter();
  }
  /* An address such as #1204 leads to the last place before it that has an anchor; #1203-1260 to its beginning. */
  function goto() {
    Array.prototype.forEach.call(document.querySelectorAll(".here"), function (old) { old.classList.remove("here"); });
    var wanted = parseInt(location.hash.slice(1), 10), best = null;
    if (isNaN(wanted)) return;
    Array.prototype.forEach.call(document.querySelectorAll(".text [id]"), function (anchor) {
      var at = parseInt(anchor.id, 10);
      if (at <= wanted && (!best || at >= parseInt(best.id, 10))) best = anchor;
    });
    if (!best) return;
    var sentence = best.closest(".s") || best;
    sentence.classList.add("here");
    best.scrollIntoView({block: "center"});
  }
  window.addEventListener("hashchange", goto);
  if (document.querySelector(".text")) goto();
})();
