// Stands in for Lambda's runtime for a function of Node, as child.py does for one of Python.
// Run as `node child.cjs CONFIG`; the figures are written as JSON to the file descriptor that CONFIG names.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const config = JSON.parse(process.argv[2]);

const cpu = () => {
  const { user, system } = process.cpuUsage(); // of all threads: V8 compiles and collects in threads of its own
  return (user + system) * 1000;
};
const wall = () => Number(process.hrtime.bigint());
const peakKib = () => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]);
const logBytes = () => fs.fstatSync(1).size + fs.fstatSync(2).size;

const context = (number) => ({
  functionName: "bench",
  functionVersion: "$LATEST",
  memoryLimitInMB: "512",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:bench",
  logGroupName: "/aws/lambda/bench",
  logStreamName: "bench",
  awsRequestId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 10_000,
});

const calls = () =>
  new Promise((resolve, reject) => {
    require(config.calls.startsWith("https:") ? "node:https" : "node:http")
      .get(config.calls, (answer) => {
        let text = "";
        answer.on("data", (part) => (text += part));
        answer.on("end", () => resolve(Number(text)));
      })
      .on("error", reject);
  });

async function warm(invoke) {
  const began = wall();
  const seconds = () => (wall() - began) / 1e9;
  for (let number = 0; number < config.warm_up && seconds() < config.seconds / 4; number++) await invoke();
  const [logged, before, spent] = [logBytes(), await calls(), []];
  for (let batch = 0; batch < config.batches && seconds() < config.seconds; batch++) {
    const start = cpu();
    for (let number = 0; number < config.batch; number++) await invoke();
    spent.push((cpu() - start) / config.batch);
  }
  const invocations = spent.length * config.batch;
  return {
    warm_cpu_ns: Math.min(...spent),
    log_bytes: (logBytes() - logged) / invocations,
    calls: ((await calls()) - before) / invocations,
  };
}

async function main() {
  const event = JSON.stringify(config.event);
  const [wallBefore, cpuBefore] = [wall(), cpu()];
  const handler = require(path.join(config.package, config.module))[config.entry];
  let number = 0;
  const invoke = async () => JSON.stringify((await handler(JSON.parse(event), context(number++))) ?? null);
  let answer = await invoke();
  let figures = {
    cold_wall_ns: wall() - wallBefore,
    cold_cpu_ns: cpu() - cpuBefore,
    process_cpu_ns: cpu(),
    modules: 0,
    peak_kib: peakKib(),
  };
  if (config.batches) {
    figures = { ...figures, ...(await warm(invoke)) };
    answer = await invoke();
  }
  fs.writeSync(config.figures, JSON.stringify({ ...figures, answer: JSON.parse(answer) }));
  process.exit(0);
}

main();
