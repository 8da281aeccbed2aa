// The talk: what was said, what comes of it, and a quick answer where one of few is asked for.
let waiting = 0;

function say(text) {
  text = whole(text.trim().slice(0, LONGEST));
  if (!text) return;
  if (S.at && Date.now() - S.at > IDLE && !S.out.length) beginAnew();
  const name = random();
  S.ask = null;
  bubble("visitor", text, { m: name, state: "sending" });
  post("say", `/conversations/${S.id}/messages`,
    { messages: [{ id: name, text, sent_at: new Date().toISOString() }], speaks: true, ...journey() }, { m: name });
  drawAsk();
  if (S.live) await_();
  tell("message", { conversation: S.id, id: name, text });
}

// A conversation ends when it is idle for half an hour: what is said next begins another.
function beginAnew() {
  Object.assign(S, { id: `w-${random()}`, known: -1, ask: null, done: false, told: false });
  for (const each of S.log) delete each.pos;
}

function bubble(role, text, more) {
  const one = { role, text, ...more };
  S.log.push(one);
  if (S.log.length > MOST_SHOWN) S.log.shift();
  keep();
  if (log) { log.append(drawBubble(one)); toEnd(); }
}

function drawBubble(one) {
  const mine = one.role === "visitor";
  return el("div", { className: `m ${mine ? "v" : "b"}`, "data-m": one.m },
    el("span", { className: "sr" }, `${mine ? W.you : W.them}: `),
    el("span", { className: "t", dir: "auto" }, ...words(one.text, !mine)),
    one.state && el("small", { className: one.state }, W[one.state]));
}

function mark(name, state) {
  const one = S.log.find((each) => each.m === name), drawn = log && log.querySelector(`[data-m="${name}"]`);
  if (one) one.state = state;
  if (one && drawn) drawn.replaceWith(drawBubble(one));
}

// ---- what the API answers

function heard(data) {
  S.lang = data.language || S.lang;
  if (data.captured) S.done = true;
  if (data.wording && !S.log.some((each) => each.pos != null && each.pos === data.position)) {
    calm();
    bubble("bot", data.wording, { pos: data.position });
  }
  S.ask = data.ask;
  if (data.show_form) fetchForm().then(() => showForm("talk"));
  else if (!data.wording && !S.live) plainly();
  if (data.form_version != null) noticeVersion(data.form_version);
  drawAsk();
  drawFooter();
}

// Nobody is there: said once, and that the message has come.
function plainly() {
  if (S.done) { if (S.told !== "done") bubble("bot", W.added); S.told = "done"; return; }
  if (S.told) return;
  S.told = true;
  bubble("bot", W.kept);
}

function answered(each) {
  if (each.role !== "system") { calm(); bubble(each.role, each.text, { pos: each.position }); }
  S.live = true;
}

function await_() {
  calm();
  if (dots) dots.hidden = false;
  toEnd();
  waiting = setTimeout(() => { calm(); if (!S.done && !S.form) bubble("bot", W.silent); }, 20e3);
}

function calm() {
  clearTimeout(waiting);
  if (dots) dots.hidden = true;
}

const RECEIVED = {
  say: (data, one) => { mark(one.m); heard(data); poll(); },
  shown: (data) => { if (data.form_version != null) noticeVersion(data.form_version); },
  lead: leadReceived,
};
const REFUSED = {
  say: (data, one) => {
    if ((data.error || {}).field !== "messages" || one.anew) { mark(one.m, "failed"); calm(); return; }
    // A talk takes only so much: what no longer fits begins another.
    if (one.path.includes(S.id)) beginAnew();
    post("say", `/conversations/${S.id}/messages`, one.body, { m: one.m, anew: true });
  },
  shown: () => {},
  lead: leadRefused,
};

// ---- a quick answer to what is asked

function drawAsk() {
  if (!askPlace) return;
  askPlace.replaceChildren();
  const ask = S.ask, label = ask ? ask.label : "";
  entry.inputMode = { email: "email", phone: "tel", website: "url", number: "decimal" }[ask && ask.type] || "text";
  entry.setAttribute("autocomplete", AUTOCOMPLETE[ask && ask.type] || "off");
  if (!ask) return;
  const quick = (text) => el("button", { type: "button", className: "quick", dir: "auto", onclick: () => { say(text); entry.focus(); } }, text);
  const yesNo = WORDS[S.lang] || W;
  let inside = [];
  if (ask.type === "choice") inside = ask.options.map(quick);
  if (ask.type === "checkbox" || ask.type === "consent") inside = [quick(yesNo.yes), quick(yesNo.no)];
  if (ask.type === "choices" || ask.type === "date") {
    let value = "";
    const take = (given_) => { value = [given_].flat().join(", "); };
    const field = ask.type === "date" ? [el("input", { type: "date", "aria-label": label, onchange: (event) => take(event.target.value) })] : ticks(ask, "a", [], take);
    const done = () => { if (value) { say(value); entry.focus(); } };
    inside = [...field, el("button", { type: "button", className: "go", onclick: done }, W.send)];
  }
  if (inside.length) askPlace.append(el("div", { className: "asks", role: "group", "aria-label": label }, ...inside));
  toEnd();
}
