// Steps and ways back, as somebody presses them: each press counts, however quickly one follows another.
import assert from "node:assert/strict";
import test from "node:test";
import { Moves } from "../../www/labs/network/moves.js";
import { fresh, open, state } from "./sessions.mjs";

/** Moves of a session, whose `step` is the one on the screen. */
async function moving() {
  const opened = await open();
  const [failures, targets] = [[], []];
  const moves = new Moves({
    session: () => opened.session,
    jobs: { work: (job) => job(), progress() {} },
    step: () => opened.frames.at(-1)?.state.step ?? 0,
    pause: () => opened.session.pause(),
    arrived: () => targets.push(moves.target),
    tell() {},
    fail: (error) => failures.push(error),
  });
  return { ...opened, moves, failures, targets };
}

test("sixty presses of Back within 0.3 seconds are sixty steps", async () => {
  const lab = await moving();
  await lab.moves.advance({ steps: 100 });
  const presses = [];
  for (let press = 0; press < 60; press++) {
    presses.push(lab.moves.back());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(presses);
  assert.deepEqual(await state(lab), fresh(40));
  assert.equal(lab.moves.target, undefined, "it has arrived");
  // All at once, and farther than there is a way.
  await Promise.all(Array.from({ length: 45 }, () => lab.moves.back()));
  assert.deepEqual(await state(lab), fresh(0));
  assert.deepEqual(lab.failures, []);
  lab.session.close();
});

test("steps, epochs and ways to a step that are pressed in between come in their order", async () => {
  const lab = await moving();
  const { moves } = lab;
  // An epoch has 10 steps.
  await Promise.all([
    moves.advance({ epochs: 3 }),
    moves.back(),
    moves.advance({ steps: 1 }),
    moves.back(),
    moves.back(),
    moves.seek(17),
    moves.back(),
  ]);
  assert.deepEqual(await state(lab), fresh(16));
  await moves.advance({ epochs: 1 });
  await moves.back();
  assert.equal((await state(lab)).step, 19);
  await moves.seek(5);
  assert.equal(lab.targets.at(-1), undefined, "who is told that it has arrived finds it nowhere else");
  await assert.rejects(moves.seek(-1));
  assert.equal(moves.target, undefined, "what is refused leads nowhere");
  lab.session.close();
});
