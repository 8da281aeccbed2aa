// The beginning: once a page, when it has a body; and what the page itself may call.
const tell = (name, detail) => window.dispatchEvent(new CustomEvent(`leadlight:${name}`, { detail }));

function start() {
  drawLauncher();
  launcher.hidden = given.launcher === "none";
  listen();
  begin(false);
  tell("ready");
}

// Where the talk stands by now: as the page is loaded, and as it comes back out of the browser's memory.
function begin(wasOpen) {
  if (given.answers === "bot") S.live = true;
  if (S.form) S.form.busy = S.out.some((each) => each.what === "lead");
  firstTouch();
  if (S.open && (wasOpen || !isFull())) open(true);
  flush();
}

function listen() {
  addEventListener("online", hurry);
  addEventListener("offline", () => settle(S.out.length ? "offline" : ""));
  addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { hurry(); poll(); } });
  document.addEventListener("securitypolicyviolation", violated);
}

// Other pages of this tab went on with the talk meanwhile: what they kept is newer than what stands here.
function comeBack() {
  const wasOpen = isOpen();
  S = kept() || S;
  FORM = S.def || FORM;
  posts++;
  calm();
  if (panel) { panel.remove(); drawPanel(); drawState(); }
  begin(wasOpen);
}

if (!window.Leadlight) {
  window.Leadlight = { open, close, consent: setConsent };
  if (!BOT || !KEY) console.error("Leadlight: the snippet needs data-bot and data-key.");
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
}
