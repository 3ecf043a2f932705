"use strict";
// SPDX-License-Identifier: GPL-3.0-or-later
// One state comes, all of it is shown; nothing is remembered but what the person did.
const $ = (id) => document.getElementById(id);
const show = (id, yes) => { $(id).hidden = !yes; };

const SILENT_AFTER_MS = 700;   // no level so long: the tone stops
const LOST_AFTER_MS = 5000;    // the program says something every two seconds
const METER_DB = 12;           // from the middle to the end

let state = null, stream = null, heardAt = 0, toneAt = 0, tries = 0, answered = 0, over = false, elsewhere = false;
let phaseBefore = "", questionBefore = null;

// ---- sound and vibration, from the first tap on ----
let audio = null, oscillator = null, volume = null, wanted = true;

function startSound() {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!Context || audio) return;
  audio = new Context();
  oscillator = audio.createOscillator();
  volume = audio.createGain();
  oscillator.type = "triangle";
  volume.gain.value = 0;
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start();
}

function sound() {
  if (!audio) return;
  const hz = state && state.phase === "holding" ? state.tone_hz : null;
  const on = wanted && hz !== null && Date.now() - toneAt < SILENT_AFTER_MS;
  if (on) oscillator.frequency.setTargetAtTime(hz, audio.currentTime, 0.03);
  volume.gain.setTargetAtTime(on ? 0.5 : 0, audio.currentTime, 0.02);
}

// Browsers allow it once somebody has tapped.
function shake(pattern) { if (navigator.vibrate && $("before").hidden) navigator.vibrate(pattern); }

// ---- what is shown ----
const trimmed = (number) => String(Math.round(number * 10) / 10);

function scaleWords(scale) {
  if (scale === "true") return "degrees from true north";
  return scale === "magnetic" ? "degrees by the compass" : "on your scale";
}

function showNumber(text) {
  $("number").textContent = text;
  $("number").className = text.length > 3 ? "long" : "";
}

function showTurn(next) {
  const turn = next.turn_deg;
  show("turn", turn !== null);
  if (turn === null) return;
  const stays = Math.abs(turn) < 0.05;
  $("turn").className = stays ? "stay" : turn < 0 ? "left" : "right";
  $("way").textContent = stays ? "Leave it where it is"
    : (turn < 0 ? "left " : "right ") + trimmed(Math.abs(turn)) + "°";
}

function showStop() {
  const next = state.next, asking = state.phase === "asking";
  const holding = state.phase === "holding";
  const passing = next && next.turn_to_deg !== null;
  $("after").className = passing ? "passing" : "";
  $("count").textContent = next
    ? (next.polarization ? "Roll " : passing ? "Turn, " : "Stop ") + next.nth + " of about " + next.of_planned : "";
  $("where").textContent = holding ? (passing ? "TURN SLOWLY TO" : "HOLD STILL") : asking && passing ? "GO TO" : asking ? "TURN TO" : state.phase === "turning" ? "TURNING TO"
    : state.phase === "thinking" ? "WAIT: working it out" : "Wait for the first stop";
  show("turn", false);
  if (holding && passing) {
    showNumber(trimmed(next.turn_to_deg));
    $("scale").textContent = "press as you pass it";
    $("done").style.width = state.hold ? 100 * state.hold.share + "%" : "0";
  } else if (holding && state.hold) {
    const left = state.hold.left_s;
    showNumber(left === null ? Math.round(100 * state.hold.share) + "%" : String(Math.ceil(left)));
    $("scale").textContent = left === null ? "" : "seconds left";
    $("done").style.width = 100 * state.hold.share + "%";
  } else if (next) {
    showNumber(trimmed(next.azimuth_deg));
    $("scale").textContent = scaleWords(state.scale);
    if (asking) showTurn(next);
  } else {
    showNumber("…");
    $("scale").textContent = "";
  }
  show("hold", holding && state.hold !== null);
  const how = next ? [next.roll && "ROLL TO " + next.roll, next.tilt && "TILT TO " + next.tilt].filter(Boolean) : [];
  if (passing) how.push("then turn slowly to " + trimmed(next.turn_to_deg) + "°, in about " + next.turn_s + " s");
  show("roll", asking && how.length > 0);
  $("roll").textContent = how.join(", ");
}

function showLevel() {
  const over_db = state.over_mean_db, holding = state.phase === "holding";
  show("level", holding);
  if (!holding) return;
  if (over_db === null) {
    $("needle").style.width = "0";
    $("words").textContent = state.level_db === null ? "Nothing heard" : trimmed(state.level_db) + " dB";
    return;
  }
  const part = 50 * Math.max(-1, Math.min(1, over_db / METER_DB));
  $("needle").style.left = Math.min(50, 50 + part) + "%";
  $("needle").style.width = Math.abs(part) + "%";
  $("words").textContent = Math.abs(over_db).toFixed(1) + " dB " +
    (over_db < 0 ? "worse" : "better") + " than the mean";
}

function showVerdict() {
  const titles = { point: "POINT TO", tie: "TWO DIRECTIONS", no_direction: "NO DIRECTION", not_enough: "NOT SURE YET" };
  $("after").className = "";
  $("count").textContent = "Finished";
  $("where").textContent = titles[state.verdict] || "FINISHED";
  const has = state.point_to_deg !== null;
  showNumber(has ? String(Math.round(state.point_to_deg) % 360) : "–");  // as the sentence has it
  $("scale").textContent = state.point_to;
  for (const id of ["turn", "roll", "hold", "level"]) show(id, false);
  $("sentence").textContent = state.sentence;
  $("step").textContent = state.next_step;
  show("step", state.next_step !== "");
  $("notes").replaceChildren(...state.notes.map((note) => {
    const line = document.createElement("li");
    line.textContent = note;
    return line;
  }));
}

function showAll() {
  if (!state) return;
  const done = state.phase === "done";
  show("verdict", done);
  if (done) showVerdict(); else { showStop(); showLevel(); }
  const hidden = done || state.phase === "holding" || state.heard === "";
  $("heard").textContent = hidden ? "" : "Last stop: " + state.heard;
  const passing = state.next !== null && state.next.turn_to_deg !== null;
  const asked = state.question !== null && (state.phase === "asking" || (passing && state.phase === "holding"));
  $("there").textContent = !passing ? "I’m there" : state.phase === "asking" ? "I start" : "I pass it";
  show("there", asked);
  show("skip", asked);
  const usable = asked && !lost() && answered !== state.question;
  $("there").disabled = $("skip").disabled = !usable;
  show("sound", !done);
}

function told() {
  toneAt = Date.now();
  if (state.phase !== phaseBefore) {
    if (state.phase === "thinking") shake([80, 80, 80]);
    if (state.phase === "done") shake([400, 100, 400]);
    phaseBefore = state.phase;
  }
  if (state.question !== questionBefore) {
    if (state.question !== null) shake(200);
    questionBefore = state.question;
  }
}

// ---- the connection ----
const lost = () => !over && (stream === null || Date.now() - heardAt > LOST_AFTER_MS);

function trouble(words) {
  show("trouble", words !== "");
  $("trouble").textContent = words;
}

function lookAtConnection() {
  if (elsewhere) trouble("This page is open in another place. Tap here to use it in this one.");
  else if (over) trouble(state && state.phase === "done" ? ""
    : (state && state.mishap ? state.mishap + " " : "") + "boresight has ended.");
  else if (lost() && tries > 0) trouble("CONNECTION LOST. Trying again. What stands below is old.");
  else trouble(state && !over ? state.mishap : "");
  showAll();
  sound();
}

function drop() {
  if (stream) stream.close();
  stream = null;
  if (over || elsewhere) return;
  tries += 1;
  setTimeout(connect, Math.min(5000, 500 * tries));
}

function connect() {
  if (stream || over || elsewhere) return;
  const mine = new EventSource("/events");
  stream = mine;
  heardAt = Date.now();
  const on = (name, act) => mine.addEventListener(name, (event) => {
    if (stream !== mine) return;
    heardAt = Date.now();
    act(event);
    lookAtConnection();
  });
  on("hello", (event) => { tries = 0; greet(JSON.parse(event.data)); });
  on("state", (event) => { state = JSON.parse(event.data); told(); });
  on("beat", () => {});
  on("end", (event) => {
    over = event.data === "over";
    elsewhere = event.data === "elsewhere";
    drop();
  });
  mine.onerror = () => { if (stream === mine) { drop(); lookAtConnection(); } };
}

function greet(hello) {
  show("simulated", hello.simulated);
  $("safety").replaceChildren(...hello.safety.map((words) => {
    const line = document.createElement("li"), name = document.createElement("b"), colon = words.indexOf(":");
    name.textContent = words.slice(0, colon + 1);
    line.append(name, words.slice(colon + 1).trim());
    return line;
  }));
}

async function enter() {
  const token = location.hash.slice(1);
  if (token !== "") {
    history.replaceState(null, "", "/");
    try {
      const reply = await fetch("/enter", { method: "POST", body: token });
      if (!reply.ok) return trouble(await reply.text());
    } catch {
      location.hash = token;
      tries = 1;
      trouble("No connection to boresight. Trying again.");
      return setTimeout(enter, 2000);
    }
  } else {
    const reply = await fetch("/there", { method: "POST", body: "0" }).catch(() => null);
    if (reply && reply.status === 401) return trouble(await reply.text());
  }
  connect();
}

async function answer(path) {
  if (!state || state.question === null) return;
  const question = state.question;
  answered = question;
  showAll();
  shake(60);
  const reply = await fetch(path, { method: "POST", body: String(question) }).catch(() => null);
  if (!reply || (!reply.ok && reply.status !== 409)) answered = 0;  // wasn't heard: the button is to be pressed again
  showAll();
}

$("begin").onclick = () => { startSound(); show("before", false); show("after", true); lookAtConnection(); };
$("there").onclick = () => answer("/there");
$("skip").onclick = () => answer("/skip");
$("sound").onclick = () => {
  wanted = !wanted;
  $("sound").textContent = wanted ? "Sound is on" : "Sound is off";
  sound();
};
$("trouble").onclick = () => { if (elsewhere) { elsewhere = false; connect(); lookAtConnection(); } };
for (const event of ["gesturestart", "dblclick"]) document.addEventListener(event, (e) => e.preventDefault());
setInterval(() => {
  if (stream && lost()) drop();
  lookAtConnection();
}, 250);
enter();
