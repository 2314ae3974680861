// Runs exported conversations in XState. One JSON object a line comes in, one goes out:
//   {"load": name, "config": …}     → {"loaded": name}
//   {"start": name, "guards": …}    → {"value": state, "done": bool}
//   {"event": type, "guards": …}    → {"value": state, "done": bool}
// `guards` holds the result of every guard, by its canonical JSON: nothing is decided here.
import { createInterface } from "node:readline";
import { createMachine, initialTransition, transition } from "xstate";

const NAMES = ["score", "verdict", "answer", "unknown", "known", "settled", "passed", "chosen"];
const machines = new Map();
let results = {};
let machine;
let snapshot;

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

function lookUp(guard) {
  if (guard.type === "all") return guard.params.guards.every(lookUp);
  const key = canonical(guard);
  if (!(key in results)) throw new Error(`no result for ${key}`);
  return results[key];
}

const guards = { all: (_, params) => lookUp({ type: "all", params }) };
for (const type of NAMES) guards[type] = (_, params) => lookUp({ type, params });

function handle(line) {
  if (line.load) {
    machines.set(line.load, createMachine(line.config, { guards }));
    return { loaded: line.load };
  }
  results = line.guards;
  if (line.start) {
    machine = machines.get(line.start);
    [snapshot] = initialTransition(machine);
  } else {
    [snapshot] = transition(machine, snapshot, { type: line.event });
  }
  return { value: snapshot.value, done: snapshot.status === "done" };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = handle(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
