import assert from "node:assert/strict";
import { BackOff } from "../../../../provider/github/back-off";
import { Cancelled, machineClock } from "../../../../provider/github/clock";
import { handClock } from "../../../support/clocks";

/** A back-off with a clock that is advanced by hand, and the number of calls that it has let through. */
function startBackOff() {
    const said: string[] = [];
    const { clock, pass, setBack } = handClock();
    const backOff = new BackOff(clock, (line) => said.push(line));
    let over = 0;
    const wait = (): void => {
        void backOff.over().then(() => {
            over += 1;
        });
    };
    async function overAfter(seconds: number): Promise<number> {
        await pass(seconds);
        return over;
    }
    return { backOff, said, wait, overAfter, setBack };
}

describe("a back-off", () => {
    it("delays no call before GitHub asks to wait", async () => {
        const { wait, overAfter } = startBackOff();
        wait();
        assert.equal(await overAfter(0), 1);
    });

    it("delays all calls until the wait is over, and none after it", async () => {
        const { backOff, wait, overAfter } = startBackOff();
        assert.equal(backOff.isOn(), false);
        backOff.hold({ seconds: 42, says: "wait" });
        wait();
        wait();
        assert.equal(await overAfter(41), 0);
        assert.equal(backOff.isOn(), true);
        assert.equal(await overAfter(1), 2);
        assert.equal(backOff.isOn(), false);
        wait();
        assert.equal(await overAfter(0), 3);
    });

    it("extends the wait of delayed calls for a longer wait, but not for a shorter one", async () => {
        const { backOff, wait, overAfter } = startBackOff();
        backOff.hold({ seconds: 10, says: "wait" });
        wait();
        await overAfter(5);
        backOff.hold({ seconds: 10, says: "wait more" });
        backOff.hold({ seconds: 1, says: "wait less" });
        assert.equal(await overAfter(5), 0);
        assert.equal(await overAfter(5), 1);
    });

    it("announces a wait of more than 3 seconds, once for all delayed calls", async () => {
        const { backOff, said, overAfter } = startBackOff();
        backOff.hold({ seconds: 3, says: "three" });
        backOff.hold({ seconds: 7, says: "seven" });
        await overAfter(1);
        backOff.hold({ seconds: 7, says: "seven again" });
        backOff.hold({ seconds: 42, says: "forty-two" });
        assert.deepEqual(said, ["seven", "forty-two"]);
        await overAfter(42);
        backOff.hold({ seconds: 4, says: "four" });
        assert.deepEqual(said, ["seven", "forty-two", "four"]);
    });

    it("says once for each limit that it does not wait, and delays no call", async () => {
        const { backOff, said, wait, overAfter } = startBackOff();
        backOff.giveUp(2400, 900);
        assert.deepEqual(said, ["GitHub asks to wait 2400 s, and a run waits at most 900 s: giving up"]);
        wait();
        assert.equal(await overAfter(2399), 1);
        backOff.giveUp(2400, 900);
        assert.equal(said.length, 1);
        await overAfter(1);
        backOff.giveUp(3600, 900);
        assert.equal(said.length, 2);
    });

    it("keeps a wait if the date is set back or forward", async () => {
        for (const seconds of [3600, -3600]) {
            const { backOff, wait, overAfter, setBack } = startBackOff();
            backOff.hold({ seconds: 10, says: "wait" });
            await overAfter(5);
            setBack(seconds);
            backOff.hold({ seconds: 20, says: "wait more" });
            backOff.hold({ seconds: 1, says: "wait less" });
            wait();
            assert.equal(await overAfter(19), 0);
            assert.equal(await overAfter(1), 1);
            assert.equal(backOff.isOn(), false);
        }
    });

    it("lets no call through after the signal, whether the call was already waiting or not", async () => {
        const cancellation = new AbortController();
        const { signal } = cancellation;
        const backOff = new BackOff(machineClock(signal), () => {}, signal);
        await backOff.over();
        backOff.hold({ seconds: 600, says: "wait" });
        const waiting = backOff.over();
        cancellation.abort();
        await assert.rejects(waiting, Cancelled);
        await assert.rejects(backOff.over(), Cancelled);
    });
});
