/* What pages do by themselves; every page works without it. Behaviour hangs on data- attributes:
   data-reveal (password), data-guard (form: warn before leaving), data-due (countdown), data-when (shown while a tick is
   on), data-print, data-share, data-files (names chosen), data-state (state of saving beside a field). ES2017. */
"use strict";

(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  let leaving = false;
  const on = (name, act, target) => (target || document).addEventListener(name, act);

  /* Errors first: the summary takes the focus. */
  const summary = document.querySelector(".notice-bad[tabindex]");
  if (summary) summary.focus();

  /* Buttons that only make sense with scripts. */
  all("[data-reveal], [data-print]").forEach((button) => { button.hidden = false; });
  if (navigator.share) all("[data-share]").forEach((button) => { button.hidden = false; });
  on("click", (event) => {
    const button = event.target.closest ? event.target.closest("[data-reveal], [data-print], [data-share]") : null;
    if (!button) return;
    if ("print" in button.dataset) window.print();
    if ("share" in button.dataset) navigator.share({ title: document.title, url: location.href }).catch(() => {});
    if ("reveal" in button.dataset) {
      const field = document.getElementById(button.getAttribute("aria-controls"));
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
      button.firstChild.nodeValue = shown ? "Ẩn" : "Hiện";
      field.focus();
    }
  });

  /* Chosen answers look chosen; what belongs to a tick shows with it. */
  function paint() {
    all(".choice input[type=radio]").forEach((input) => {
      input.closest(".choice").classList.toggle("is-on", input.checked);
    });
    all("[data-when]").forEach((part) => {
      const tick = document.getElementById(part.dataset.when);
      part.hidden = !(tick && tick.checked);
    });
    all("[data-files]").forEach((place) => {
      const chosen = Array.from(document.getElementById(place.dataset.files).files, (file) => file.name);
      place.textContent = chosen.length ? "Đã chọn: " + chosen.join(", ") : "";
    });
  }
  on("change", paint);
  on("htmx:load", paint);
  paint();

  /* One tap, one submit – but never a lost one: the guard ends when the page comes back or after ten seconds. */
  const PATIENCE = 10000;
  on("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || (form.method || "").toLowerCase() !== "post") return;
    const since = Number(form.dataset.sentAt || 0);
    if (Date.now() - since < PATIENCE) { event.preventDefault(); return; }
    form.dataset.sentAt = String(Date.now());
    leaving = true;
    const pressed = event.submitter || form.querySelector("[type=submit]");
    if (!pressed) return;
    pressed.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form), PATIENCE);
  });
  function release(form) {
    delete form.dataset.sentAt;
    all("[aria-disabled=true][type=submit]", form).forEach((button) => button.removeAttribute("aria-disabled"));
    leaving = false;
  }
  on("pageshow", (event) => { if (event.persisted) all("form").forEach(release); }, window);

  /* Typed and not saved: say so beside the field, and ask before the page is left. */
  const dirty = new Set();
  function stateOf(element) {
    const part = element && element.closest ? element.closest(".target, .field") : null;
    return part ? part.querySelector("[data-state]") : null;
  }
  function say(state, words) {
    if (!state) return;
    state.className = "saved saved-not";
    state.textContent = words;
  }
  on("input", (event) => {
    const field = event.target;
    if (!field.form || !("guard" in field.form.dataset)) return;
    dirty.add(field.name);
    say(stateOf(field), "Chưa lưu");
  });
  on("beforeunload", (event) => {
    if (dirty.size && !leaving) { event.preventDefault(); event.returnValue = ""; }
  }, window);

  /* htmx saves one line at a time: saved lines are clean, lost ones are tried again. */
  on("htmx:afterRequest", (event) => {
    const field = event.detail.elt;
    if (!field || !("autosave" in field.dataset)) return;
    if (event.detail.successful) {
      setTimeout(() => {
        const state = stateOf(field);
        if (state && state.classList.contains("saved-not")) return;
        all("[name]", field).forEach((each) => dirty.delete(each.name));
      }, 50);
    } else {
      say(stateOf(field), "Chưa lưu được – đang thử lại");
      if (!event.detail.xhr || event.detail.xhr.status === 0) {
        setTimeout(() => window.htmx.trigger(field, "change"), 5000);
      }
    }
  });

  /* Time left, by the server's clock: the phone's own may be wrong. */
  const stamp = document.querySelector("time[data-now]");
  const ahead = stamp ? Date.parse(stamp.dateTime) - Date.now() : 0;
  function words(seconds) {
    const days = Math.floor(seconds / 86400), hours = Math.floor(seconds / 3600) % 24;
    const minutes = Math.floor(seconds / 60) % 60;
    if (days) return days + " ngày" + (hours ? " " + hours + " giờ" : "");
    if (hours) return hours + " giờ" + (minutes ? " " + minutes + " phút" : "");
    return Math.max(minutes, 1) + " phút";
  }
  function count() {
    all("[data-due]").forEach((place) => {
      const left = (Date.parse(place.dataset.due) - Date.now() - ahead) / 1000;
      place.textContent = left >= 0 ? "Còn " + words(left) : "Đã quá hạn " + words(-left);
    });
  }
  if (document.querySelector("[data-due]")) setInterval(count, 30000);
}());
