// The network laboratory: data, a network, its training, and what comes of it.
import { connect } from "../../engine/connect.js";
import { Closed, Died } from "../../engine/link.js";
import { Session } from "../../engine/session.js";
import { whyFailed } from "../../i18n/index.js";
import { hyperparameters, toExperiment } from "../../settings/experiment.js";
import { conditions } from "../../settings/stop.js";
import { SCHEMA as SETTINGS, SHARED, UNTRAINED } from "../../settings/schema.js";
import { h, styleSheet, unset } from "../../ui/dom.js";
import { stillness } from "../../ui/motion.js";
import { Intro } from "../intro.js";
import { Transport } from "../transport.js";
import { seen, stand, story, tries } from "./arrangement.js";
import { Boundary } from "./boundary.js";
import { Drawer } from "./drawer.js";
import { Jobs } from "./jobs.js";
import { LossCurve } from "./loss.js";
import { Moves } from "./moves.js";
import { Notice } from "./notice.js";
import { Numbers, stateOf } from "./numbers.js";
import { Panel, look as panelLook, trainable } from "./panel.js";
import { Parts } from "./parts.js";
import { Run, isOwnTable, isTold, said } from "./run.js";
import { Views } from "./views.js";

/** In the order in which they are adopted. */
const looks = () => [panelLook(), styleSheet(new URL("./style.css", import.meta.url))];

/** A lower window, in pixels, needs the column of its settings for them. */
const TALL = 850;

/** Its settings are those that `settings/schema.js` has for the whole page. @type {import("../../settings/readers.js").Schema} */
export const SCHEMA = {};

/**
 * @typedef {import("../../engine/protocol.js").Frame} Frame
 * @typedef {import("../../engine/protocol.js").Problem} Problem
 */

/** The laboratory: a panel that changes the settings, and views of where the session stands. */
export class Lab {
  #host;
  #numbers = new Numbers();
  #boundary;
  #loss;
  #parts;
  #panel;
  /** @type {import("./own/own.js").Typed} */
  #typed = { left: null, asking: new AbortController() };
  #drawer;
  #views;
  #transport = new Transport();
  #seen;
  #notice;
  #announce = h("div", { class: "unseen", role: "status" });
  /** From the start on. @type {Session} */
  #session = unset;
  #jobs;
  /** From the start on. @type {Run} */
  #run = unset;
  /** @type {Frame | null} */
  #frame = null;
  #moves;
  #closing = new AbortController();
  #isOnScreen = true;
  #screen = new IntersectionObserver((entries) => {
    this.#isOnScreen = entries[entries.length - 1].isIntersecting;
    this.#see();
  });
  /** Whether the first settings have been taken. */
  started = false;
  /** What is to be kept for undo, as long as it is on its way. @type {Promise<unknown> | null} */
  keeping = null;
  element = h("div", { class: "lab" });
  #intro = new Intro(this.element, TALL);
  transport = this.#transport.element;

  /** Its look is there before it is: nothing moves then. Without one everything still works. */
  static prepare() {
    return Promise.all(looks()).catch(() => null);
  }

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    this.#host = host;
    const { wasm } = host.package;
    this.#boundary = new Boundary(wasm, {
      axes: (axes) => host.change({ axes }),
      drag: (dragged) => this.#views.drag(dragged),
      hold: (held) => this.#views.hold(held),
      addPoint: (x, y) => this.#panel.data.press(x, y),
      resized: () => this.started && this.#views.look(),
      change: (written) => this.#host.change(written),
    });
    this.#loss = new LossCurve(wasm);
    this.#notice = new Notice(
      host,
      {
        ask: (points) => this.#session.call("values_at", points),
        // From weights that have grown or died few steps lead back: the cure begins anew.
        restart: async (cure) => {
          await this.reset();
          await host.change(cure(host.settings()));
        },
      },
      () => this.transport.querySelector(".primary"),
    );
    this.#jobs = new Jobs({
      host,
      place: () => this.#seen,
      pause: () => this.pause(),
      changed: () => this.#showRunning(),
    });
    this.#moves = new Moves({
      session: () => this.#session,
      jobs: this.#jobs,
      step: () => this.state.step,
      pause: () => this.pause(),
      arrived: () => this.#frame && host.emit("progress", this.state),
      tell: () => this.#tell("announce.now"),
      fail: (error) => this.#failUnlessClosed(error),
    });
    this.#parts = new Parts({
      host,
      session: () => this.#session,
      boundary: this.#boundary,
      loss: this.#loss,
      desk: this.#desk,
      seek: (step) => this.seek(step).catch((error) => this.#failUnlessClosed(error)),
      step: () => this.step(),
      data: () => this.#panel.data,
      moment: () => this.#views.moment,
      add: (view) => this.#views.add(view),
    });
    this.#drawer = new Drawer({ host, session: () => this.#session, followed: () => this.#parts.followed }, (gone) =>
      this.#open(gone),
    );
    const views = [this.#numbers, this.#boundary, this.#loss];
    this.#views = new Views(
      {
        host,
        session: () => this.#session,
        data: () => this.#run?.data ?? null,
        frame: () => this.#frame,
        drawer: this.#drawer,
      },
      views,
    );
    this.#build();
  }

  #build() {
    const { t } = this.#host.text;
    this.#panel?.data.close();
    this.#panel = new Panel({
      text: this.#host.text,
      catalog: this.#host.package.catalog,
      wasm: this.#host.package.wasm,
      change: (written, how) => this.#host.change(written, how),
      settings: () => this.#host.settings(),
      data: () => this.#run?.data ?? null,
      run: () => this.#said,
      adopt: (sheet) => this.#host.adopt(sheet),
      boundary: () => this.#boundary,
      open: (file) => this.openFile(file),
      fail: (error) => this.#sayFailed(error),
      typed: this.#typed,
    });
    this.#transport.build(
      t,
      "transport",
      [
        ["reset", "reset", "reset.hint", () => this.reset()],
        ["back", "back", "back.hint", () => this.back()],
        ["play", "train", "train.hint", () => this.toggle()],
        ["example", "example", "example.hint", () => this.example()],
        ["step", "step", "step.hint", () => this.step()],
        ["epoch", "epoch", "epoch.hint", () => this.epoch()],
      ],
      [this.#panel.speed],
    );
    this.#drawer.build();
    this.#numbers.dress(this.#views.moment);
    const { graphPlace, timelinePlace } = this.#parts;
    this.#seen = seen(
      {
        numbers: this.#numbers.element,
        graph: graphPlace,
        drawer: this.#drawer.element,
        boundary: this.#boundary.element,
        loss: this.#loss.element,
        timeline: timelinePlace,
      },
      t,
    );
    this.element.replaceChildren(
      story(this.#intro.element, this.#panel.element),
      this.#seen,
      tries(t, (settings) => this.#begin(settings)),
      this.#announce,
    );
    stand(this.#notice.element, this.element, this.#host.settings());
    this.#intro.say(t("network.title"), t("network.intro"));
    this.#screen.observe(this.element);
  }

  /** Trains with these settings, and else with the defaults, from the beginning. @param {Record<string, any>} settings */
  async #begin(settings) {
    this.pause();
    const own = Object.keys(SETTINGS).filter((key) => !SHARED.includes(key));
    await this.#host.change({ ...Object.fromEntries(own.map((key) => [key, null])), ...settings });
    if (!stillness.matches) this.play();
  }

  /** Says everything in another language. What is being trained does not notice. */
  translate() {
    this.#build();
    this.#showRunning();
    if (!this.#frame) return;
    this.#panel.data.addSets();
    if (this.#frame.diverged) this.#notice.say(null); // it is said again, with the last picture
    this.#show(this.#frame);
  }

  /** Something else is open in the drawer. @param {import("./view.js").View | null} gone What was before. */
  #open(gone) {
    if (!this.started) return;
    this.#views.turn(gone);
    this.#dress();
  }

  /** Opens a session and shows the first picture. */
  async start() {
    const styled = this.#adopt();
    this.#intro.fit();
    const settings = this.#host.settings();
    const { at, changes } = settings;
    const experiment = toExperiment(settings, this.#host.package.catalog);
    const { session, answer } = await Session.open(() => connect(this.#host.package), experiment, {
      changes,
      signal: this.#closing.signal,
      frame: (frame) => this.#show(frame),
      stopped: (error, reason) => this.#stopped(error, reason),
      revived: (step) => this.#notice.say(this.#host.text.t("revived", { step: this.#host.text.whole(step) })),
      failed: (error) => this.#fail(error),
    });
    await styled;
    this.#session = session;
    this.#run = new Run(this.#host, session, settings, answer);
    this.#dress();
    this.started = true;
    const way = this.#moves.replay(at);
    await this.#parts.addMissing(way.begun?.then(() => session.frame()) ?? session.frame());
    if (session.isClosed) return;
    document.addEventListener("visibilitychange", () => this.#see(), { signal: this.#closing.signal });
    this.#see();
    if (this.#host.settings().autoplay) way.arrived.then(({ cancelled }) => cancelled || this.play({ rests: true }));
  }

  async #adopt() {
    for (const sheet of looks()) await this.#host.adopt(sheet);
  }

  /** What the drawing does here. @returns {import("./parts.js").Bench["desk"]} */
  get #desk() {
    return {
      change: (written) => this.#host.change(written),
      settings: () => this.#host.settings(),
      activations: trainable(this.#host.package.catalog),
      initializers: this.#host.package.catalog.initializers,
      point: (source, label) => this.#boundary.point(source, label) && this.#views.look(),
      look: () => this.#views.look(),
      pause: () => this.pause(),
      set: (method, values, isKept) => this.#set(method, values, isKept),
    };
  }

  /** Nobody sees a page in the background, nor what is off the screen. */
  #see() {
    if (this.#session) this.#session.visible = this.#isOnScreen && !document.hidden;
  }

  close() {
    this.#closing.abort();
    this.#typed.asking.abort();
    this.#screen.disconnect();
    this.#intro.close();
    this.#panel.data.close();
    this.#views.close();
  }

  /**
   * Shows settings, and trains on with them. On what the core refuses it throws, and everything stays as it was. `to` is the place of
   * the training to which it goes, one that was left before, or what was written to name it: `{ named, stays }`, see `destination`;
   * `stays` where its run is the place, whatever the step. Returns the place that it left.
   *
   * @param {Record<string, any>} settings
   * @param {import("./run.js").To} [to]
   */
  async update(settings, to) {
    const { isOther, place } = this.#run.lead(settings, to);
    const isGoing = place && !to?.stays;
    if (isGoing) this.pause();
    else if (isOther && this.#moves.target !== undefined) this.#session.pause();
    const left = isOther ? await this.#run.change(settings, place, to) : undefined;
    if (isOther) this.#notice.hush(false, this.#frame?.state.epoch);
    this.#run.check(settings);
    if (this.#session.isPlaying) this.#session.play(settings.speed, { stop: conditions(settings.stop) });
    this.#dress();
    if (isGoing && place.step !== this.#session.place?.step) await this.#moves.replay(place.step).begun;
    this.#parts.addMissing();
    return left;
  }

  /** As `said` has it, where training stands: where it is going, what is on the screen, or where it came to rest. */
  get #said() {
    const { place } = this.#session;
    if (!place) return null;
    const shown = this.isRunning || this.#jobs.areUnderWay ? this.#frame?.state.step : undefined;
    return said({ ...place, step: this.#moves.target ?? shown ?? place.step }, this.#host.package.catalog);
  }

  /** What a link says of the training; nothing if it has no room for that. */
  get run() {
    if (!this.started) return null;
    const run = this.#said;
    return isTold(run) ? run : UNTRAINED;
  }

  /** What a link has no room for: the data, or the changes on the way. */
  get isUntold() {
    if (!this.started) return null;
    if (isOwnTable(this.#host.settings())) return "table";
    return isTold(this.#said) ? null : "untold";
  }

  get began() {
    return this.#run?.began ?? null;
  }

  #dress() {
    const settings = this.#host.settings();
    stand(this.#notice.element, this.element, settings);
    this.#panel.show(settings, this.#run.data.description, hyperparameters(settings, this.#host.package.catalog));
    this.#drawer.offer(this.#run.data.description);
    this.#views.dress();
    this.element.classList.toggle("without-panel", settings.hide.includes("panel"));
  }

  /** Another theme, at once: without the drawing of the network its weights are not known here, and the session paints it later. */
  repaint() {
    if (!this.#frame) return;
    this.#dress();
    const { network } = this.#frame.answers;
    if (!network) return;
    this.#boundary.repaint(this.#run.experiment, network.parameters, (now) => this.#parts.graph?.repaint(now));
  }

  /** @param {Frame} frame */
  #show(frame) {
    const failed = Object.values(frame.answers).find((answer) => answer?.error);
    if (failed) return this.#fail(failed.error);
    this.#frame = frame;
    if (this.#run.settle(frame.training)) this.#dress();
    this.#views.show(frame, this.#run.data);
    if (frame.diverged || frame.state.step || this.#notice.isJudging) this.#notice.judge(frame, this.#run.data);
    return this.#host.emit("progress", this.state);
  }

  /** @returns {import("../../element.d.ts").NnPlaygroundState} */
  get state() {
    return stateOf(this.#frame, this.#host.settings().seed, this.isRunning);
  }

  play({ rests = false } = {}) {
    if (!this.#session || this.isRunning) return;
    this.#notice.say(null);
    const { speed, stop } = this.#host.settings();
    this.#session.play(speed, { rests, stop: conditions(stop) });
    this.#showRunning();
    this.#views.look();
  }

  /** Ends training, and steps and epochs that are under way. */
  pause() {
    if (!this.isRunning && !this.#jobs.areUnderWay) return;
    this.#session.pause();
    this.#showRunning();
    this.#tell("announce.paused");
    this.#views.look();
  }

  /** Says where it stands to those who do not see it. */
  #tell(key) {
    const { t, number, whole } = this.#host.text;
    const { step, epoch, loss } = this.state;
    this.#announce.textContent = t(key, { step: whole(step), epoch: whole(epoch), loss: number(loss) });
  }

  get isRunning() {
    return this.#session?.isPlaying ?? false;
  }

  /** Training ended by itself. @param {Problem | null} error @param {import("../../engine/protocol.js").Reason} [reason] */
  #stopped(error, reason) {
    this.#showRunning();
    if (error) this.#fail(error);
    if (reason) this.#notice.end(reason);
    this.#views.look();
  }

  toggle() {
    if (this.isRunning || this.#jobs.isBusy) this.pause();
    else this.play();
  }

  #showRunning() {
    const isOn = this.isRunning || this.#jobs.isBusy;
    this.#transport.show(isOn);
    this.element.classList.toggle("running", isOn);
  }

  /** Trains on `count` mini-batches and shows what came of it. */
  step(count = 1) {
    return this.#moves.advance({ steps: count });
  }

  /** Shows the next example of the coming mini-batch; with the last one comes the update. */
  async example() {
    if (!this.started) return;
    this.pause();
    try {
      const walk = await this.#parts.walk();
      await this.#session.frame(); // it is told where training rests
      await walk.next();
    } catch (error) {
      this.#failUnlessClosed(error);
    }
  }

  /** Trains to the end of this epoch and of `count` − 1 more. */
  epoch(count = 1) {
    return this.#moves.advance({ epochs: count });
  }

  /** To the step before. */
  back() {
    return this.#moves.back();
  }

  /** To any step of the run, to the same bits. It rejects with what is wrong with the step. @param {number} step */
  seek(step) {
    return this.#moves.seek(step);
  }

  /** Its weights as Keras lists them. */
  get_weights() {
    return this.#session.call("get_weights");
  }

  /** Another weight or bias from this step on, which Undo takes back if it is kept. @param {string} method @param {number[]} values @param {boolean} isKept */
  async #set(method, values, isKept) {
    try {
      await this.#keep(this.#session.change(method, ...values), () => isKept);
      await this.#session.frame();
    } catch (error) {
      this.#failUnlessClosed(error);
    }
  }

  /** Other weights from this step on; the optimizer's state stays. It rejects with what is wrong with them. @param {Float32Array[]} weights */
  async set_weights(weights) {
    await this.#keep(this.#session.change("set_weights", weights), () => true);
    await this.#session.frame();
  }

  /** The outputs, [rows, outputs], for x, [rows, features]. @param {Float32Array} x */
  predict(x) {
    return this.#session.call("predict", x);
  }

  /** Keeps for undo the place that was left, if that is to be undone. Who undoes waits for it. @param {Promise<{ left: any }>} answer @param {(left: any) => unknown} isKept */
  async #keep(answer, isKept) {
    const moment = this.#host.moment();
    const kept = answer.then(({ left }) => isKept(left) && this.#host.keep(left, moment));
    const keeping = kept
      .catch(() => {})
      .then(() => {
        if (this.keeping === keeping) this.keeping = null;
      });
    this.keeping = keeping;
    await kept;
  }

  /** Back to the initial weights. */
  async reset() {
    if (!this.#session) return;
    this.pause();
    this.#notice.hush(false);
    try {
      const done = this.#session.reset().then((answer) => {
        this.#loss.keep(); // before the next picture
        return answer;
      });
      await this.#keep(done, ({ step, changes }) => step > 0 || changes);
      this.#host.settle(UNTRAINED);
      await this.#session.frame();
      this.#tell("announce.now");
    } catch (error) {
      this.#failUnlessClosed(error);
    }
  }

  /** @param {unknown} error */
  #failUnlessClosed(error) {
    // Of a death is told by what follows it.
    if (!(error instanceof Closed || error instanceof Died)) this.#fail(/** @type {Error} */ (error));
  }

  /** Takes what is in a file: data, or an experiment. @param {File} file */
  async openFile(file) {
    try {
      await this.#panel.data.open(file);
    } catch (error) {
      this.#sayFailed(/** @type {Error} */ (error));
    }
  }

  /** What could not be loaded. @param {Error} error */
  #sayFailed(error) {
    const { text } = this.#host;
    this.#notice.say(text.t("failed", { message: whyFailed(error, text) }));
  }

  /** @param {Problem | Error} error */
  #fail({ message }) {
    this.#showRunning();
    this.#notice.say(this.#host.text.t("failed", { message }));
    this.#host.emit("error", { message });
  }
}
