/* Passkeys: a form with data-passkey ("get" shows one, "create" makes one) fetches what to sign from data-offer, lets the
   browser ask for finger, face or PIN, puts its answer into the field "khoa" and sends itself. ES2017. */
"use strict";

(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  if (!window.PublicKeyCredential || !window.isSecureContext || !navigator.credentials) return;

  function toBytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }
  function toText(bytes) {
    const plain = String.fromCharCode.apply(null, new Uint8Array(bytes));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /* What the server offers comes as text; the browser wants bytes. */
  function read(offer) {
    const asked = offer.publicKey;
    asked.challenge = toBytes(asked.challenge);
    if (asked.user) asked.user.id = toBytes(asked.user.id);
    [].concat(asked.excludeCredentials || [], asked.allowCredentials || []).forEach((known) => {
      known.id = toBytes(known.id);
    });
    return { publicKey: asked };
  }
  function write(credential) {
    const response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach((name) => {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    });
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: response,
    });
  }

  const WORDS = {
    NotAllowedError: "Chưa xác nhận được: đã bấm hủy hoặc hết thời gian chờ. Đồng chí bấm lại.",
    InvalidStateError: "Máy này đã có khóa của tài khoản rồi.",
  };
  async function ask(form, words) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    words.textContent = "Đồng chí xác nhận trên máy…";
    try {
      const answer = await fetch(form.dataset.offer, { method: "POST", body: body, credentials: "same-origin" });
      const offer = read(await answer.json());
      const credential = await navigator.credentials[form.dataset.passkey](offer);
      form.elements.khoa.value = write(credential);
      form.submit();
    } catch (problem) {
      words.textContent = WORDS[problem.name] || "Chưa mở được khóa. Đồng chí tải lại trang rồi thử lại.";
    }
  }

  all("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form, form.querySelector("[data-passkey-words]"));
    });
  });
  all("[data-passkey-none]").forEach((words) => { words.hidden = true; });
  all("[data-passkey-able]").forEach((choice) => { choice.hidden = false; });
}());
