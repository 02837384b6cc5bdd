import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MeetingPlace } from "../../../../provider/plugin/meeting-place";

describe("the place where the plugin's processes meet", () => {
    let parent: string;
    let folder: string;

    beforeEach(() => {
        parent = mkdtempSync(join(tmpdir(), "meeting-"));
        folder = join(parent, "place");
    });
    afterEach(() => rmSync(parent, { recursive: true }));

    it("has no port at first, and then one for its engine only", () => {
        const place = new MeetingPlace("127.0.0.1:1", folder);
        assert.equal(place.port(), undefined);
        assert.equal(place.publish(41), true);
        assert.equal(place.publish(42), false);
        assert.equal(new MeetingPlace("127.0.0.1:1", folder).port(), "41");
        assert.equal(new MeetingPlace("127.0.0.1:2", folder).port(), undefined);
    });

    it("keeps a port until that port is withdrawn, and is then empty", () => {
        const place = new MeetingPlace("127.0.0.1:1", folder);
        place.publish(41);
        place.withdraw(42);
        assert.equal(place.port(), "41");
        place.withdraw(41);
        assert.equal(place.publish(42), true);
        place.withdraw("42");
        assert.deepEqual(readdirSync(folder), []);
    });

    it("passes a text on once, under a name that cannot be guessed or lead elsewhere", () => {
        const place = new MeetingPlace("127.0.0.1:1", folder);
        const name = place.leave("it is me");
        assert.notEqual(place.leave("it is me"), name);
        assert.equal(place.take(name), "it is me");
        assert.equal(place.take(name), undefined);
        place.publish(41);
        for (const other of ["", "..", readdirSync(folder).find((file) => file.includes("127")) ?? assert.fail()]) {
            assert.equal(place.take(other), undefined);
        }
        assert.equal(place.port(), "41");
    });

    it("and its files can be read only by this user", function () {
        if (process.platform === "win32") this.skip();
        const place = new MeetingPlace("127.0.0.1:1", folder);
        place.leave("it is me");
        place.publish(41);
        const modes = [folder, ...readdirSync(folder).map((file) => join(folder, file))].map(
            (path) => statSync(path).mode & 0o777,
        );
        assert.deepEqual(modes, [0o700, 0o600, 0o600]);
    });

    it("is refused if others could read it or if it is a link", function () {
        if (process.platform === "win32") this.skip();
        mkdirSync(folder);
        chmodSync(folder, 0o755);
        const refused = /place must be a folder that only this user may read and write: remove it, or set TMPDIR/;
        assert.throws(() => new MeetingPlace("127.0.0.1:1", folder), refused);
        const [mine, linked] = [join(parent, "mine"), join(parent, "linked-place")];
        mkdirSync(mine, { mode: 0o700 });
        symlinkSync(mine, linked);
        assert.throws(() => new MeetingPlace("127.0.0.1:1", linked), refused);
    });
});
