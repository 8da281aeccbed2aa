// The beginning: once a page, when it has a body; and what the page itself may call.
const tell = (name, detail) => window.dispatchEvent(new CustomEvent(`leadlight:${name}`, { detail }));

function start() {
  if (given.answers === "bot") S.live = true;
  firstTouch();
  drawLauncher();
  launcher.hidden = given.launcher === "none";
  if (S.open && !isFull()) open(true);
  flush();
  tell("ready");
}

if (!window.Leadlight) {
  window.Leadlight = { open, close, consent: setConsent };
  if (!BOT || !KEY) console.error("Leadlight: the snippet needs data-bot and data-key.");
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
}
