// A bare Node socket.io server that plays the wire of docs/PROTOCOL.md and broadcasts each change at once to everybody:
// nothing is checked, kept or gathered. `HOST=127.0.0.1 PORT=8001 node broadcast.mjs`
import { createServer } from "node:http";
import { Server } from "socket.io";

const form = '<form method="post"><input type="hidden" name="csrf_token" value="node"></form>';
const topics = [];
const marks = new Map();
let number = 0;
let persons = 0;

const web = createServer((request, response) => {
  const json = (content) => response.end(JSON.stringify(content));
  if (request.url.startsWith("/g/node/snapshot")) {
    json({ epoch: "node", streams: { all: { number, state: { topics } } }, people: {} });
  } else if (request.method === "POST") {
    json({ person: ++persons, name: "", role: "participant", party: null, csrf: "node" });
  } else {
    response.end(form);
  }
});
const live = new Server(web, { pingInterval: 10_000, pingTimeout: 6_000, transports: ["websocket"] });

function tell(change) {
  number += 1;
  const changes = [{ number, ...change }];
  live.emit("changes", { stream: "all", from: number, to: number, changes, people: {} });
}

function mark(client, { topic, answer }) {
  const { interest } = topics[topic - 1];
  const before = marks.get(`${client} ${topic}`);
  marks.set(`${client} ${topic}`, answer);
  if (before in interest) interest[before] -= 1;
  if (answer in interest) interest[answer] += 1;
  tell({ kind: "marketplace.interest_counted", topics: { [topic]: interest } });
}

function post({ title }) {
  const topic = { id: topics.length + 1, title, interest: { come: 0, maybe: 0 } };
  topics.push(topic);
  tell({ kind: "marketplace.topic_posted", topic });
  return { topic: topic.id };
}

live.on("connection", (socket) => {
  let client = "";
  socket.on("hello", (hello, answer) => {
    client = hello.client;
    const streams = { all: { number, snapshot: "/g/node/snapshot" } };
    answer({ ok: true, epoch: "node", now: Date.now(), acked: 0, me: {}, streams });
  });
  socket.on("do", ({ n, name, fields }, answer) => {
    const result = name === "marketplace.post_topic" ? post(fields) : mark(client, fields) ?? {};
    answer({ ok: true, n, at: { all: number }, result });
  });
});

web.listen(Number(process.env.PORT), process.env.HOST, 4096);
