// The talk with the API: what waits is sent in order, each once, until it is answered.
// posts: how many there were, as what was asked before the last tells no news. isBlocked: the page's own policy keeps us off.
// doubts: a single connection may be lost on its way, too.
let sending = false, again = 0, misses = 0, trouble = "", isBlocked = false, posts = 0, doubts = 0;

async function call(method, path, body, once) {
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), 20e3), text = body && JSON.stringify(body);
  const headers = { Authorization: `Bearer ${KEY}` };
  if (body) headers["Content-Type"] = "application/json";
  if (once) headers["Idempotency-Key"] = once;
  try {
    const answer = await fetch(API + path, {
      method, headers, body: text, signal: stop.signal, keepalive: !!text && text.length < 2e4, // a browser sends few bytes so
      credentials: "omit", cache: "no-store",
    });
    const data = await answer.json().catch(() => null);
    return { status: answer.ok && !data ? 502 : answer.status, data, // some proxy's page is no answer
      wait: Number(answer.headers.get("Retry-After")) || 0 };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(late);
  }
}

// A browser tells a script neither that it is offline for sure nor that the origin was refused: the server that hands
// out this very script is asked for it, which any page may.
async function isThere() {
  try { return (await fetch(`${ROOT}/api/v1/widget.js`, { cache: "no-store", credentials: "omit" })).ok; } catch { return false; }
}

async function explain(answer) {
  if (answer.status === 429 || answer.status >= 500 || answer.status === 408) return "trying";
  if (!answer.status) {
    if (isBlocked) return "refused";
    if (navigator.onLine === false) return "offline";
    if (!(await isThere()) || !doubts++) return "trying";
    if (trouble !== "refused") console.error(
      `Leadlight: ${location.origin} may not use this key. List this origin with the public key of bot "${BOT}" ` +
      "(Settings, API keys, or Capture, Widget), exactly as written here.");
    return "refused";
  }
  const told = answer.data && answer.data.error;
  if (trouble !== "refused") console.error(`Leadlight: the key or the bot of this page's snippet was refused (${answer.status}): ${told ? told.message : ""}`);
  return "refused";
}

// A browser tells this after the connection has failed like any other.
function violated(event) {
  const { origin } = new URL(ROOT);
  if (isBlocked || event.disposition !== "enforce" || !event.blockedURI.startsWith(origin)) return;
  isBlocked = true;
  console.error(`Leadlight: this page's Content-Security-Policy has to allow ${origin} in connect-src.`);
  settle("refused");
}

const IS_FINAL = new Set([400, 409, 413, 415, 422]);

function post(what, path, body, more) {
  S.out.push({ what, path, body, once: random(), ...more });
  posts++;
  S.at = Date.now();
  keep();
  flush();
}

async function flush() {
  if (sending || !S.out.length) return;
  sending = true;
  clearTimeout(again);
  const one = S.out[0];
  let isOver = false;
  try {
    const answer = await call("POST", one.path, one.body, one.once);
    const done = answer.status >= 200 && answer.status < 300;
    isOver = done || IS_FINAL.has(answer.status);
    if (isOver) {
      const rest = S.out.filter((each) => each.once !== one.once), isOurs = rest.length < S.out.length;
      S.out = rest;
      misses = 0;
      keep();
      settle("");
      // Else another page of this tab has heard it.
      if (isOurs) (done ? RECEIVED : REFUSED)[one.what](answer.data || {}, one);
      keep();
    } else {
      settle(await explain(answer));
      const pause = Math.min(30e3, 1000 * 2 ** misses++) * (0.75 + Math.random() / 2);
      again = setTimeout(flush, answer.wait ? answer.wait * 1000 : trouble === "refused" ? 60e3 : pause);
    }
  } finally {
    sending = false;
    if (isOver) flush();
  }
}

const hurry = () => { misses = 0; flush(); };

// ---- the form in force, and what is answered

let FORM = S.def || null;

async function fetchForm() {
  const answer = await call("GET", "/form");
  if (answer.status !== 200) {
    settle(await explain(answer));
    return false;
  }
  if (!S.out.length) settle("");
  const isNew = !FORM || FORM.version !== answer.data.version;
  FORM = S.def = answer.data;
  // Whoever agreed did so to the words that stood there.
  if (isNew && S.form) for (const each of FORM.fields) if (each.type === "consent") delete S.form.values[each.key];
  keep();
  if (isNew) drawForm();
  return true;
}

const noticeVersion = (version) => { if (!FORM || FORM.version !== version) fetchForm(); };

let polling = 0;

async function poll() {
  clearTimeout(polling);
  if (!isOpen() || document.hidden) return;
  let pause = 0;
  if (!S.out.length) {
    const talk = S.id, then = posts;
    const answer = await call("GET", `/conversations/${talk}/messages?after=${S.known}`);
    // What was sent meanwhile has an answer of its own, and its words may be in this one.
    if (talk !== S.id || then !== posts) pause = 3e3;
    else if (answer.status === 200) {
      if (!S.out.length) settle("");
      for (const each of answer.data.messages) {
        S.known = each.position;
        if (!S.log.some((one) => one.pos === each.position)) answered(each);
      }
      noticeVersion(answer.data.form_version);
      keep();
    } else {
      pause = Math.max(answer.wait * 1000 || 0, 15e3);
      if (answer.status !== 429) settle(await explain(answer));
      if (trouble === "refused") pause = 60e3;
    }
  }
  clearTimeout(polling);
  polling = setTimeout(poll, pause || (S.live || S.form ? 3e3 : 15e3));
}
