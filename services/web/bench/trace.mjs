// Main-thread work of each frame from Chromium's trace: the tasks that ran on the page's main thread from one begin of a main frame to the next, between the marks
// "begin" and "end". Frames are those that had something to paint. `work` is the thread's own time, which other programs on the machine do not lengthen; `wall` the clock's.
// Milliseconds.
const Begins = new Set(["FireAnimationFrame", "ProxyMain::BeginMainFrame", "BeginMainThreadFrame"]);

export function framesOf(events) {
  const mark = (name) => events.find((one) => one.cat?.includes("blink.user_timing") && one.name === name);
  const [begin, end] = [mark("begin"), mark("end")];
  if (!begin || !end) throw new Error("The trace has no marks.");
  const inPage = (one) => one.pid === begin.pid && one.tid === begin.tid && one.ts >= begin.ts && one.ts <= end.ts;
  const tasks = events.filter((one) => one.ph === "X" && /RunTask$/.test(one.name) && inPage(one)).sort((a, b) => a.ts - b.ts);
  const outer = [];
  for (const task of tasks) {
    const last = outer.at(-1);
    if (!last || task.ts >= last.ts + last.dur) outer.push(task);
  }
  const begins = events.filter((one) => Begins.has(one.name) && inPage(one)).map((one) => one.ts);
  const starts = outer.filter((task) => begins.some((ts) => ts >= task.ts && ts < task.ts + task.dur)).map((task) => task.ts);
  if (starts.length < 10 || outer.length === 0) throw new Error(`The trace has ${starts.length} frames and ${outer.length} tasks.`);
  return starts.slice(0, -1).map((from, i) => {
    const mine = outer.filter((task) => task.ts >= from && task.ts < starts[i + 1]);
    const sum = (of) => mine.reduce((total, task) => total + of(task), 0) / 1000;
    return { wall: sum((task) => task.dur), work: sum((task) => task.tdur ?? task.dur) };
  });
}
